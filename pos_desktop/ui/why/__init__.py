"""«Vì sao?»: a balance or a sale's points, line by line, over the catalogue."""
