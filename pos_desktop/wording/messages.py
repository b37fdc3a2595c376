"""From an error's code to a sentence in the cashier's words: what happened and what to do, without blame."""

from datetime import date
from string import Formatter
from typing import Any

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.core.quantity import parse_quantity
from pos_desktop.wording.texts import Wording


def N_(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


REFUSALS: dict[Code, str] = {
    Code.UNKNOWN_ITEM: N_("Không có hàng nào mang mã {text}."),
    Code.AMBIGUOUS_CODE: N_("Mã {text} có ở {count:number} mặt hàng. Hãy chọn một."),
    Code.BAD_CHECK_DIGIT: N_("Mã {text} đọc sai một số. Quét lại."),
    Code.UNREADABLE_CODE: N_("Mã vừa quét không phải của cửa hàng."),
    Code.UNKNOWN_OPTION: N_("Món này không có lựa chọn đó. Xem lại món trong danh mục."),
    Code.OPTION_MISSING: N_("{group}: chọn ít nhất {least:number}."),
    Code.OPTION_TOO_MANY: N_("{group}: chọn nhiều nhất {most:number}, mỗi thứ một lần."),
    Code.OPTION_HALVES: N_("{group}: chọn một cho cả phần, hoặc hai thứ mỗi thứ một nửa."),
    Code.COMBO_SLOT: N_("Combo: phần «{slot}» chưa có món nào chọn được. Chọn món khác."),
    Code.PRICE_NEEDED: N_("{name} bán theo giá hỏi mỗi lần. Nhập giá."),
    Code.SERIAL_NEEDED: N_("{name} bán theo số sê-ri. Quét hoặc nhập số sê-ri trên máy."),
    Code.SERIAL_TWICE: N_("Số sê-ri này đã có trong đơn."),
    Code.SERIAL_SOLD: N_("Số sê-ri {serial} của {name} đã bán rồi. Kiểm tra lại số trên máy."),
    Code.SCALE_MOVING: N_("Cân chưa đứng yên. Chờ một chút rồi cân lại."),
    Code.SCALE_EMPTY: N_("Cân đang ở 0 hoặc dưới 0. Đặt hàng lên rồi cân lại."),
    Code.SCALE_OVER: N_("Hàng nặng quá sức cân. Chia ra cân nhiều lần."),
    Code.INVALID_AMOUNT: N_("Số tiền hoặc số điểm này không dùng được. Chỉ nhập chữ số, lớn hơn 0 và không quá mức."),
    Code.INVALID_QUANTITY: N_("Số lượng này không bán được. Nhập số lớn hơn 0."),
    Code.ORDERS_DIFFER: N_(
        "Hai đơn khác khách, khác cách giảm giá hoặc đều có cọc nên không gộp được. Sửa một đơn rồi gộp lại."
    ),
    Code.ORDER_GONE: N_("Đơn này quầy khác đã mở, đã tính tiền hoặc đã bỏ. Xem lại danh sách đơn giữ."),
    Code.ORDER_PAYING: N_("Đơn này đang thu tiền dở. Thu xong hoặc trả lại phần đã nhận rồi làm tiếp."),
    Code.ORDER_MOVED: N_("Đơn này vừa được sửa ở nơi khác. Mở lại rồi làm tiếp."),
    Code.UNKNOWN_TICKET: N_("Không tìm thấy phiếu bếp này."),
    Code.UNKNOWN_STATION: N_("Không có trạm bếp này."),
    Code.STATION_TAKEN: N_("Đã có trạm bếp tên này."),
    Code.COURSE_TOLD: N_("Bếp đang làm món này rồi nên không đổi lượt được nữa."),
    Code.UNKNOWN_TABLE: N_("Không có bàn này."),
    Code.TABLE_TWICE: N_("Hai bàn hoặc hai khu trùng tên: {name}. Đổi một tên."),
    Code.TABLE_BUSY: N_("Bàn {name} còn khách. Tính tiền hoặc chuyển bàn rồi làm tiếp."),
    Code.TABLE_BOOKED: N_("Bàn {name} đã có khách đặt vào giờ đó. Chọn bàn khác hoặc giờ khác."),
    Code.UNKNOWN_BOOKING: N_("Lượt đặt bàn này không còn chờ khách."),
    Code.BOOKING_PAST: N_("Giờ đặt bàn đã qua. Chọn giờ khác."),
    Code.EMPTY_ORDER: N_("Đơn chưa có món nào."),
    Code.UNDERPAID: N_("Còn thiếu {missing:money}."),
    Code.UNKNOWN_TENDER: N_("Chưa nhận hình thức thanh toán này."),
    Code.EXCHANGE_CHANGED: N_("Hoá đơn mang đổi vừa được hoàn ở nơi khác. Bỏ phần đổi hàng rồi chọn lại."),
    Code.NOTHING_TO_EXCHANGE: N_(
        "Hoá đơn này trả bằng tiền trên thẻ hoặc ghi nợ: hoàn về đó trước, rồi bán món mới như thường."
    ),
    Code.PRICE_CHANGED: N_("Giá vừa đổi, khách phải trả {due:money}. Kiểm tra lại rồi thu tiền."),
    Code.UNKNOWN_SALE: N_("Không tìm thấy hoá đơn này."),
    Code.ALREADY_REFUNDED: N_("Hoá đơn hoặc dòng này đã hoàn hết rồi."),
    Code.NOTHING_TO_REFUND: N_("Chưa chọn dòng nào có trong hoá đơn để hoàn."),
    Code.BANK_ACCOUNT: N_("Chọn ngân hàng và nhập số tài khoản, chỉ gồm chữ và số không dấu."),
    Code.TRANSFER_CLOSED: N_("Lần chuyển khoản này đã xong rồi."),
    Code.TRANSFER_RECEIVED: N_("Đơn này đã nhận {amount:money} chuyển khoản. Tính khoản đó trước rồi mới thu thêm."),
    Code.UNKNOWN_TRANSFER: N_("Không tìm thấy khoản chuyển này."),
    Code.CREDIT_MEMBER: N_("Chỉ ghi nợ được cho thành viên. Thêm khách vào đơn trước."),
    Code.CREDIT_LIMIT: N_("Khách này chỉ ghi nợ được thêm {left:money}."),
    Code.DEBT_LESS: N_("Khách này chỉ còn nợ {owed:money}."),
    Code.MEMBER_OWES: N_("Khách này còn nợ {owed:money}. Thu hoặc xoá nợ trước."),
    Code.UNKNOWN_MEMBER: N_("Không tìm thấy thành viên này."),
    Code.MEMBER_BLOCKED: N_("Thẻ thành viên này đang bị khoá."),
    Code.INVALID_CARD: N_("Thẻ này không phải do cửa hàng phát hành. Quét lại hoặc tìm theo số điện thoại."),
    Code.CARD_REVOKED: N_("Thẻ này đã được thay bằng thẻ mới."),
    Code.CARDS_COUNT: N_("Mỗi lần in được từ 1 đến {most} thẻ; đang chọn {count} thẻ. Hãy chọn lại."),
    Code.INVALID_PHONE: N_("Đây không phải số điện thoại. Kiểm tra lại từng số."),
    Code.PHONE_TAKEN: N_("Số này đã là của thành viên {member} {name}."),
    Code.CUTOVER_OPEN_SHIFT: N_("Đóng ca trước, rồi mới đổi giờ sang ngày mới."),
    Code.CUTOVER_DAY_BACK: N_("Lúc này chưa đổi sang {hour} giờ được: ngày bán đã qua sẽ mở lại. Đổi sau {hour} giờ."),
    Code.INVALID_NAME: N_("Tên phải có chữ hoặc số và dài không quá {most:number} ký tự."),
    Code.INVALID_BIRTHDAY: N_("Ngày sinh này không có thật."),
    Code.INVALID_GENDER: N_("Giới tính là nam, nữ, khác, hoặc để trống."),
    Code.INVALID_TEXT: N_("Ghi chú dài quá {most:number} ký tự hoặc có ký tự lạ."),
    Code.INSUFFICIENT_POINTS: N_("Không đủ điểm: hiện dùng được {available:number} điểm."),
    Code.BELOW_MINIMUM: N_("Mỗi lần đổi ít nhất {minimum:number} điểm."),
    Code.NOT_A_STEP: N_("Số điểm đổi phải chia hết cho {step:number}."),
    Code.ABOVE_CAP: N_("Đơn này đổi được nhiều nhất {most:number} điểm."),
    Code.CARD_REQUIRED: N_("Đổi quá {most:money} một ngày thì phải quét thẻ thành viên hoặc nhập mã PIN của khách."),
    Code.POINTS_RESERVED: N_("Điểm này đang được giữ cho một đơn khác."),
    Code.STORED_UNKNOWN: N_("Không tìm thấy thẻ quà hoặc ví này."),
    Code.STORED_BLOCKED: N_("Thẻ quà hoặc ví này đang bị khoá."),
    Code.STORED_EXPIRED: N_("Thẻ quà hoặc ví này chỉ dùng được đến hết ngày {day:date}."),
    Code.STORED_INSUFFICIENT: N_("Không đủ tiền trong thẻ quà hoặc ví: còn {available:money}."),
    Code.PARTNER_FORGED: N_("Phiếu này không phải do quán đối tác nào phát hành cho cửa hàng. Quét lại."),
    Code.PARTNER_REPLAYED: N_("Phiếu này đã dùng rồi."),
    Code.PARTNER_EXPIRED: N_("Phiếu này chỉ dùng được đến hết ngày {day:date}."),
    Code.PARTNER_LIMIT: N_("Tháng này phiếu của «{name}» đã đủ mức thoả thuận."),
    Code.PARTNER_STATEMENT: N_("Bảng kê này không đúng chữ ký của «{name}». Xin họ gửi lại tệp gốc."),
    Code.PARTNER_KEY: N_("Chưa có khoá chung với «{name}». Nhập khoá hai bên đã thoả thuận rồi làm lại."),
    Code.UNKNOWN_PARTNER: N_("Chương trình không còn quán đối tác này."),
    Code.UNKNOWN_WHEEL: N_("Vòng quay này chưa mở."),
    Code.WHEEL_OPEN: N_("Vòng quay này đang mở. Đóng lượt cũ rồi mở lượt mới."),
    Code.NO_TICKET: N_("Hoá đơn này không còn lượt quay."),
    Code.UNKNOWN_CAUSE: N_("Chương trình không còn mục quyên góp này."),
    Code.BONUS_TAKEN: N_("Khách đã nhận phần thưởng này."),
    Code.NO_BONUS: N_("Chương trình không có điểm thưởng cho việc này."),
    Code.INVALID_CLAIM: N_("Mã tích điểm này không phải do cửa hàng in. Quét lại mã trên hoá đơn."),
    Code.UNKNOWN_REWARD: N_("Chương trình không còn ưu đãi này."),
    Code.REWARD_MINIMUM: N_("Thêm {missing:money} nữa mới dùng được ưu đãi này."),
    Code.REWARD_ITEM: N_("Đơn chưa có món mà ưu đãi này áp dụng."),
    Code.REWARD_TIER: N_("Ưu đãi này dành cho hạng thành viên khác."),
    Code.REWARD_PLAN: N_("Ưu đãi này dành cho người có gói hội viên."),
    Code.REWARD_TIME: N_("Ưu đãi này không áp dụng vào lúc này hoặc cho loại đơn này."),
    Code.REWARD_LIMIT: N_("Khách đã dùng hết {most:number} lần của ưu đãi này."),
    Code.REWARD_BIRTHDAY: N_("Ưu đãi này chỉ dùng trong dịp sinh nhật của khách."),
    Code.REWARD_ANNIVERSARY: N_("Ưu đãi này chỉ dùng trong dịp kỷ niệm ngày khách gia nhập."),
    Code.REWARD_STAMPS: N_("Thẻ tích tem của khách chưa đủ tem."),
    Code.REWARD_CARD: N_("Ưu đãi này cần quét thẻ thành viên hoặc nhập mã PIN của khách."),
    Code.REWARD_NOTHING: N_("Ưu đãi này không giảm thêm gì cho đơn."),
    Code.MEMBERSHIP_EXPIRED: N_("Gói hội viên của khách đã hết hạn."),
    Code.INVALID_VOUCHER: N_("Phiếu này không phải do cửa hàng hoặc đối tác phát hành. Quét lại."),
    Code.VOUCHER_EXPIRED: N_("Phiếu này hết hạn ngày {day:date}."),
    Code.VOUCHER_USED: N_("Phiếu này đã dùng hết lượt."),
    Code.VOUCHER_NOT_YET: N_("Phiếu này dùng được từ ngày {day:date}."),
    Code.VOUCHER_MEMBER: N_("Phiếu này là của một thành viên. Quét thẻ của thành viên đó trước."),
    Code.VOUCHER_MINIMUM: N_("Thêm {missing:money} nữa mới dùng được phiếu này."),
    Code.VOUCHER_TIME: N_("Phiếu này không áp dụng vào lúc này hoặc cho loại đơn này."),
    Code.VOUCHER_NOTHING: N_("Phiếu này không giảm gì cho đơn."),
    Code.VOID_CLOSED: N_("Hoá đơn này thuộc ca trước nên không huỷ được. Hãy hoàn tiền."),
    Code.REASON_NEEDED: N_("Ghi lý do rồi làm tiếp."),
    Code.OWN_ACCOUNT: N_("Không được chỉnh điểm trên thẻ của chính mình. Mời người khác làm."),
    Code.CARD_OF_OTHER: N_("Thẻ thành viên này đã là của người khác trong cửa hàng."),
    Code.SECOND_PERSON: N_(
        "Trên {most:number} điểm một lần, hoặc quá {times:number} lần một ngày, cần người khác duyệt."
    ),
    Code.UNKNOWN_LOT: N_("Không có lô điểm nào như vậy để gia hạn hoặc phục hồi."),
    Code.INVALID_DAY: N_("Chọn một ngày muộn hơn."),
    Code.PROGRAMME_CHANGED: N_(
        "Chương trình vừa được lưu ở nơi khác thành bản {version:number}. Tải lại rồi sửa tiếp."
    ),
    Code.ALREADY_CLAIMED: N_("Hoá đơn này đã tích điểm cho một thành viên rồi."),
    Code.SALE_OF_GUEST: N_("Hoá đơn này chưa thuộc về thành viên nào. Hãy tích điểm cho hoá đơn thay vì chuyển."),
    Code.MOVE_REDEEMED: N_("Hoá đơn này có đổi điểm hoặc thẻ tem nên không chuyển được. Hoàn hoá đơn rồi bán lại."),
    Code.MOVE_TOPPED_UP: N_("Hoá đơn này có nạp ví nên chưa chuyển được. Hoàn dòng nạp ví trước, rồi chuyển."),
    Code.SAME_MEMBER: N_("Hai bên là cùng một thành viên."),
    Code.MEMBER_BUSY: N_("Điểm của thành viên này đang được giữ cho một đơn khác. Chờ đơn đó xong rồi làm lại."),
    Code.MEMBER_MERGED: N_("Thành viên này đã được gộp vào một thành viên khác."),
    Code.UNKNOWN_MERGE: N_("Không có lần gộp nào như vậy để tách ra."),
    Code.UNMERGE_LATE: N_("Chỉ tách ra được trong {days:number} ngày sau khi gộp."),
    Code.UNKNOWN_HOLDER: N_("Không còn người này trong số những người dùng chung thẻ."),
    Code.HOLDER_LIMIT: N_("Tháng này người dùng chung thẻ này chỉ còn đổi được {left:number} điểm."),
    Code.UNKNOWN_TIER: N_("Chương trình không có hạng này."),
    Code.NOT_ALLOWED: N_("Việc này vượt quyền của bạn. Mời quản lý làm giúp."),
    Code.UNKNOWN_USER: N_("Không biết ai đang thao tác. Chọn người dùng của cửa hàng."),
    Code.WRONG_PIN: N_("Mã PIN chưa đúng."),
    Code.PIN_LOCKED: N_("Sai mã PIN nhiều lần. Thử lại sau {seconds:number} giây."),
    Code.PIN_NEEDED: N_("Chưa có mã PIN, và không có cửa sổ dòng lệnh để gõ. Đặt mã PIN vào biến POS_PIN."),
    Code.ALREADY_ERASED: N_("Dữ liệu của thành viên này đã xoá rồi."),
    Code.UNKNOWN_PURPOSE: N_("Cửa hàng không hỏi khách về việc này."),
    Code.BAD_RIGHT: N_("Không có quyền «{right}» với giá trị này."),
    Code.APPROVAL_OTHER: N_("Lượt duyệt này dành cho việc khác hoặc mức thấp hơn. Mời duyệt lại."),
    Code.APPROVAL_USED: N_("Lượt duyệt này đã dùng rồi. Mời duyệt lại."),
    Code.APPROVAL_EXPIRED: N_("Lượt duyệt này đã quá hai phút. Mời duyệt lại."),
    Code.SAME_PERSON: N_("Không tự duyệt cho mình được. Mời người khác."),
    Code.UNKNOWN_BADGE: N_("Thẻ nhân viên này không dùng được. Quét lại hoặc nhập mã PIN."),
    Code.TILL_LOCKED: N_("Quầy này có quá nhiều lần sai mã PIN. Thử lại sau {seconds:number} giây."),
    Code.OWNER_ONLY: N_("Chỉ chủ quán mới sửa được chủ quán."),
    Code.LAST_PEOPLE: N_("Đây là người cuối cùng còn quyền quản lý người dùng, không bỏ được."),
    Code.LAST_OWNER: N_("Cửa hàng phải còn ít nhất một chủ quán."),
    Code.PIN_TAKEN: N_("Không dùng được mã PIN này. Chọn mã khác."),
    Code.PIN_TWICE: N_("Hai lần gõ mã PIN khác nhau. Gõ lại."),
    Code.PERSON_ON_SHIFT: N_("Người này đang có ca mở. Đóng ca hoặc giao ca rồi làm tiếp."),
    Code.STAFF_NAME_TAKEN: N_("Đã có người dùng mang tên này."),
    Code.WEAK_PIN: N_("Chọn mã PIN từ 4 đến 8 chữ số, không lặp một số và không đếm liền nhau."),
    Code.NO_OPEN_SHIFT: N_("Chưa mở ca. Mở ca rồi bán."),
    Code.SHIFT_ALREADY_OPEN: N_("Quầy này đang có ca mở."),
    Code.DRAWER_SHORT: N_("Trong két chỉ còn {there:money}."),
    Code.COUNT_NEEDED: N_("Đếm tiền trong két rồi đóng ca."),
    Code.COUNT_MOVED: N_("Tiền trong két vừa thay đổi sau khi đếm. Đếm lại rồi đóng ca."),
    Code.PAYMENT_WAITING: N_("Còn {count:number} khoản thanh toán chưa xong. Hoàn tất hoặc huỷ rồi đóng ca."),
    Code.ORDERS_LEFT: N_("Còn {count:number} đơn chưa thanh toán. Chọn giữ lại hoặc bỏ rồi đóng ca."),
    Code.UNKNOWN_REPORT: N_("Không tìm thấy báo cáo ca này."),
    Code.ID_REUSED: N_("Mã thao tác này đã dùng cho một việc khác."),
    Code.CLOCK_NOT_ALLOWED: N_("Chỉ cửa hàng mẫu hoặc lúc tập huấn mới đặt được giờ."),
    Code.NOT_IN_TRAINING: N_("Việc này không làm được trong lúc tập huấn."),
    Code.MALFORMED: N_("Không đọc được trường «{field}»."),
    Code.UNKNOWN_OPERATION: N_("Không có thao tác «{op}»."),
    Code.IMPORT_FORMAT: N_("Không mở được tệp này như bảng tính. Lưu lại dạng Excel (.xlsx) hoặc CSV UTF-8."),
    Code.IMPORT_ENCODING: N_("Tệp viết bằng bảng mã {encoding}. Lưu lại dạng CSV UTF-8 hoặc Excel."),
    Code.IMPORT_QUOTE: N_("Dấu nháy mở ở dòng {line:number} không được đóng."),
    Code.IMPORT_LIMIT: N_("Tệp quá lớn: {what:limit} nhiều nhất {most:number}."),
    Code.IMPORT_HEADER: N_("Tệp thiếu cột «{column}»."),
    Code.IMPORT_ROWS: N_("{count:number} dòng có lỗi nên chưa nhập gì. Sửa các dòng đó rồi nhập lại."),
    Code.IMPORT_NO_ROWS: N_("Tệp không có dòng nào dưới hàng tiêu đề."),
    Code.ALREADY_IMPORTED: N_("Tệp này đã nhập ngày {day:date}."),
    Code.IMPORT_CHARACTER: N_("Dòng {line:number} có ký tự rỗng (NUL). Lưu lại tệp dạng CSV UTF-8 hoặc Excel."),
    Code.IMPORT_COLUMN_TWICE: N_("Tệp có hai cột «{column}». Bỏ bớt một cột."),
    Code.IMPORT_MOVED: N_("Dữ liệu của cửa hàng vừa đổi sau khi xem trước. Xem lại rồi xác nhận."),
    Code.IMPORT_CELLS: N_("Dòng có {cells:number} ô, hàng tiêu đề có {most:number} cột."),
    Code.IMPORT_EMPTY: N_("Thiếu «{column}»."),
    Code.IMPORT_VALUE: N_("Cột «{column}» không nhận «{text}»."),
    Code.IMPORT_REPEATED: N_("«{text}» đã có ở dòng {line:number}."),
    Code.IMPORT_BARCODE: N_("Mã vạch {text} sai số kiểm tra."),
    Code.IMPORT_CODE_TAKEN: N_("Mã {text} đã là của một thành viên khác."),
    Code.IMPORT_MOST_POINTS: N_("Một thành viên nhận nhiều nhất {most:number} điểm đầu kỳ."),
    Code.IMPORT_ZERO_ADDED: N_("Số điện thoại mất số 0 ở đầu, sẽ nhập là {text}."),
    Code.IMPORT_PHONE_DOUBTFUL: N_("Số {text} không thuộc đầu số nào đang dùng. Kiểm tra lại với khách."),
    Code.IMPORT_NO_PHONE: N_("Không có số điện thoại: chỉ tìm được theo tên hoặc thẻ."),
    Code.IMPORT_LEFT_OUT: N_("Cột «{column}»: bỏ qua «{text}»."),
    Code.IMPORT_POINTS_THERE: N_("Thành viên đã có điểm đầu kỳ, không cộng thêm."),
    Code.IMPORT_STOCK_NEGATIVE: N_("Tồn kho âm ({text}), nhập là 0."),
    Code.IMPORT_PLAIN_ITEM: N_("«{text}» được nhập như một mặt hàng thường."),
    Code.IMPORT_COMBO: N_("Nhập thành combo, số phần: {count:number}."),
    Code.IMPORT_RECIPE: N_("Bán món này trừ kho theo công thức, số nguyên liệu: {count:number}."),
    Code.IMPORT_GROUP: N_("Nhóm lựa chọn «{name}» được tạo, chưa có lựa chọn nào. Thêm lựa chọn để máy hỏi khi bán."),
    Code.IMPORT_PRICE_ZERO: N_("Giá bán bằng 0."),
    Code.STOCK_EMPTY: N_("Phiếu chưa có mặt hàng nào."),
    Code.NOT_STOCKED: N_("«{name}» được trừ kho theo công thức. Nhập và kiểm nguyên liệu của món."),
    Code.RECIPE_LOOP: N_("Công thức của «{name}» quay lại chính nó hoặc quá ba tầng."),
    Code.QUANTITY_OF: N_("Gõ số lượng của «{name}»."),
    Code.UNKNOWN_SUPPLIER: N_("Không có nhà cung cấp này."),
    Code.SUPPLIER_TAKEN: N_("Đã có nhà cung cấp tên «{name}»."),
    Code.PURCHASE_CLOSED: N_("Đơn đặt này đã nhận đủ hoặc đã huỷ."),
    Code.PASSPHRASE_NEEDED: N_("Chưa có mật khẩu sao lưu. Chủ cửa hàng đặt mật khẩu trước (hoặc POS_PASSPHRASE)."),
    Code.WEAK_PASSPHRASE: N_("Mật khẩu sao lưu cần ít nhất {least} ký tự."),
    Code.WRONG_PASSPHRASE: N_("Mật khẩu sao lưu không đúng."),
    Code.PASSPHRASE_TWICE: N_("Hai lần gõ mật khẩu khác nhau."),
    Code.BACKUP_FOREIGN: N_("Tệp này không phải bản sao lưu."),
    Code.BACKUP_DAMAGED: N_("Bản sao lưu bị hỏng. Chọn bản khác."),
    Code.BACKUP_STRANGE: N_("Bản sao lưu có phần lạ trong cơ sở dữ liệu nên không dùng được."),
    Code.BACKUP_UNSOUND: N_("Sổ sách trong bản sao lưu có chỗ không khớp ({count} chỗ). Chọn bản khác."),
    Code.BACKUP_OTHER: N_("Bản sao lưu này là của cửa hàng khác. Khôi phục vào một thư mục trống."),
    Code.AFTER_BACKUP: N_("Hoá đơn này là thật nhưng mới hơn bản sao lưu đã khôi phục; sổ không còn hoá đơn đó."),
    Code.GROUP_BOUNDS: N_("Nhóm có {count:number} lựa chọn nên không chọn từ {least:number} đến {most:number} được."),
    Code.CHOICE_TWICE: N_("Lựa chọn «{name}» có hai lần trong nhóm."),
    Code.UNKNOWN_GROUP: N_("Không tìm thấy nhóm lựa chọn này."),
    Code.GROUP_NAME_TAKEN: N_("Đã có nhóm lựa chọn tên «{name}»."),
    Code.COMBO_PART: N_("{name} không làm phần của combo được: chọn món bán theo cái, giá có sẵn."),
    Code.UNIT_OF_ITEM: N_("{name} không làm đơn vị gốc được: chọn món bán lẻ, không phải một lốc hay một thùng khác."),
    Code.PRICE_ZERO: N_("«{name}» bán giá 0\u00a0₫? Xác nhận nếu đúng là cho không."),
    Code.SKU_TAKEN: N_("Mã hàng {text} đã là của «{name}»."),
    Code.BARCODE_TAKEN: N_("Mã vạch {text} đã là của «{name}»."),
    Code.PLU_TAKEN: N_("Mã cân {text} đã là của «{name}»."),
    Code.INVALID_CODE: N_("«{text}» không dùng làm mã được: chỉ chữ và số không dấu, mã cân có 5 chữ số."),
    Code.UNKNOWN_CATEGORY: N_("Không tìm thấy nhóm hàng này."),
    Code.CATEGORY_NAME_TAKEN: N_("Đã có nhóm hàng tên «{name}»."),
    Code.UNKNOWN_VAT_GROUP: N_("Cửa hàng chưa có nhóm thuế này."),
    Code.VAT_DAY: N_("Thuế suất mới chỉ bắt đầu được từ ngày mai: hoá đơn đã bán giữ thuế suất cũ."),
    Code.UNKNOWN_LIST: N_("Không tìm thấy bảng giá này."),
    Code.LIST_NAME_TAKEN: N_("Đã có bảng giá tên «{name}»."),
    Code.BAD_LIST: N_("Bảng giá chưa đúng: xem lại ngày, giờ và nhóm khách."),
    Code.PICTURE_KIND: N_("Tệp này không phải ảnh PNG, JPEG hay WebP."),
    Code.PICTURE_SIZE: N_("Ảnh quá lớn: nhiều nhất 10 MB và 40 triệu điểm ảnh."),
    Code.PICTURE_DAMAGED: N_("Ảnh hỏng hoặc thiếu, không mở được."),
    Code.PICTURE_EMPTY: N_("Ảnh trắng hoặc quá nhạt, in ra giấy không thấy gì."),
    Code.TOO_MANY_LINES: N_("Chỗ này trên hoá đơn nhận nhiều nhất {most} dòng."),
    Code.SHOP_EXISTS: N_("Thư mục này đã có cửa hàng."),
    Code.NO_SHOP: N_("Thư mục này chưa có cửa hàng. Mở cửa hàng mới hoặc thêm --demo."),
    Code.BAD_PROGRAMME: N_("Chương trình không dùng được: «{field}» sai."),
}

DISCOUNT_LIMIT: str = N_("Bạn giảm được đến {most:percent} ({amount:money}). Mời quản lý làm giúp nếu cần thêm.")
"""NOT_ALLOWED where the limit is known."""
REFUND_LIMIT: str = N_("Dòng này chỉ còn trả lại được {most:quantity}.")
"""INVALID_QUANTITY where more is returned than is left."""
MEMBER_PIN: str = N_("Chọn mã PIN 4 chữ số, không lặp một số, không đếm liền nhau và không phải ngày sinh.")
"""WEAK_PIN where it is a member's."""

TROUBLES: dict[Trouble, str] = {
    Trouble.DATABASE_LOCKED: N_("Dữ liệu đang bận vì một chương trình khác. Chờ một chút rồi thử lại."),
    Trouble.DATABASE_FULL: N_("Ổ đĩa đầy hoặc không ghi được. Giải phóng chỗ trống rồi thử lại."),
    Trouble.DATABASE_READ_ONLY: N_("Không được phép ghi vào {path}. Kiểm tra quyền của thư mục."),
    Trouble.DATABASE_DAMAGED: N_("Tệp dữ liệu {path} bị hỏng. Đừng bán tiếp; phục hồi từ bản sao lưu."),
    Trouble.DATABASE_GONE: N_("Không thấy tệp dữ liệu {path}. Kiểm tra ổ đĩa rồi thử lại."),
    Trouble.DATABASE_FOREIGN: N_("Tệp {path} không phải dữ liệu của chương trình này."),
    Trouble.DATABASE_NEWER: N_(
        "Dữ liệu thuộc phiên bản {found}, chương trình này chỉ biết {known}. Cập nhật chương trình."
    ),
    Trouble.DATABASE_SETTINGS: N_("Cơ sở dữ liệu không nhận thiết lập an toàn: {wrong}."),
    Trouble.DATABASE_KIND: N_("Hiện chỉ dùng được SQLite trong thư mục dữ liệu; nhiều quầy trên PostgreSQL sẽ có sau."),
    Trouble.SQLITE_TOO_OLD: N_("SQLite {version} quá cũ; cần từ {needed}."),
    Trouble.FOLDER_UNUSABLE: N_("Không dùng được thư mục {path}. Kiểm tra đường dẫn và quyền."),
    Trouble.FOLDER_IN_USE: N_("Cửa hàng này đang mở ở một cửa sổ khác."),
    Trouble.KEYS_UNREADABLE: N_("Không đọc được tệp khoá {path}. Phục hồi nó từ bản sao lưu."),
    Trouble.FILE_UNREADABLE: N_("Không đọc được tệp {path}."),
    Trouble.FILE_UNWRITABLE: N_("Không ghi được tệp {path}."),
    Trouble.SCALE_ADDRESS: N_("Địa chỉ cân «{address}» không đúng."),
    Trouble.SCALE_SILENT: N_("Cân không trả lời. Xem dây nối và nguồn, hoặc gõ khối lượng."),
    Trouble.PORT_TAKEN: N_(
        "Cổng {port} đang có chương trình khác dùng. Tắt chương trình đó, hoặc thêm --port 0 để lấy một cổng trống."
    ),
    Trouble.PORT_UNUSABLE: N_(
        "Không mở được cổng {port} ở địa chỉ {host}. Dùng địa chỉ của chính máy này và cổng từ 1024 trở lên."
    ),
    Trouble.PRINTER_ADDRESS: N_("Địa chỉ máy in «{uri}» không đúng."),
    Trouble.BANK_UNREACHABLE: N_("Chưa hỏi được ngân hàng. Kiểm tra mạng, hoặc xem ứng dụng ngân hàng."),
    Trouble.BANK_REFUSED: N_("Dịch vụ báo tiền không nhận mã truy cập. Xem lại ở «Nhận chuyển khoản»."),
    Trouble.BANK_GARBLED: N_("Dịch vụ báo tiền trả lời không đọc được. Xem ứng dụng ngân hàng."),
}

LIMITS: dict[str, str] = {
    "bytes": N_("số byte của tệp"),
    "unpacked": N_("số byte sau khi giải nén"),
    "rows": N_("số dòng"),
    "columns": N_("số cột"),
    "characters": N_("số ký tự của một ô"),
}
"""What a file may have too much of."""


class _Words(Formatter):
    """Fills a sentence: `{due:money}` is written as money, a parameter that is missing as three dots."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        return kwargs.get(key, "…") if isinstance(key, str) else "…"

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "limit":
            return self._wording.gettext(LIMITS.get(value, value))
        if format_spec == "date":
            return self._wording.date(date.fromisoformat(value)) if value != "…" else value
        if format_spec == "quantity":
            return self._wording.quantity(parse_quantity(value))
        if format_spec and isinstance(value, int):
            return str(getattr(self._wording, format_spec)(value))
        return str(value)


def _refusal(error: Rejected) -> str:
    is_limit = error.code is Code.NOT_ALLOWED and error.params.get("right") == "discount"
    if error.code is Code.INVALID_QUANTITY and "most" in error.params:
        return REFUND_LIMIT
    if error.code is Code.WEAK_PIN and error.params.get("of") == "member":
        return MEMBER_PIN
    return DISCOUNT_LIMIT if is_limit else REFUSALS[error.code]


def sentence(error: Rejected | EnvironmentProblem, wording: Wording | None = None) -> str:
    """What a person reads about an error, in the chosen language or in `wording`'s."""
    from pos_desktop.wording import current

    words = wording or current()
    text = _refusal(error) if isinstance(error, Rejected) else TROUBLES[error.code]
    return _Words(words).vformat(words.gettext(text), (), error.params)
