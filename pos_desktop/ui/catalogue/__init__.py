"""The shop's catalogue: goods, categories, options, combos, price lists, VAT, tiles."""
