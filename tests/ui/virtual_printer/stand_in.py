"""A machine that only remembers how its switches were turned."""


class StandIn:
    address = "tcp://127.0.0.1:9100"
    folder = "/home/thu-ngan/Documents/khach-quen-virtual-printer/2026-11-24-001530"

    def __init__(self):
        self.turned, self.problem, self.opened = [], "", 0

    def set(self, switch, position):
        self.turned.append((switch, position))

    def drop_after(self, job_bytes, *, reset=False):
        self.turned.append(("drop", job_bytes, reset))

    def keep_in(self, folder):
        if not self.problem:
            self.folder = folder
        return self.problem

    def open_folder(self):
        self.opened += 1
