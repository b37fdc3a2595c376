"""Pure rules of the order, its price, tax, tenders, the completed sale and who may do what."""
