"""The bank: who tells what arrived on the shop's account."""
