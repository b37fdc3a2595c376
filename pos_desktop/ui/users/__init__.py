"""The people of the shop: who they are, what each may do, PINs and badges."""
