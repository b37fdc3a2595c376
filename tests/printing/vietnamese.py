"""The letters of Vietnamese that ASCII does not have: 67 in two cases, and the sign of the đồng."""

SMALL = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
LETTERS = SMALL + SMALL.upper()
DONG = "₫"
