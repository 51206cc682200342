"""How what matching knows was learnt (`data/*.npz`, by `align train`). Nothing that matches a text looks in here."""
