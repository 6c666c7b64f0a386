"""How the recogniser for hard text is made: the stock one, trained further on worn seals' rings and handwriting.

The stock recogniser was trained on print and scenes of every kind, and hardly ever saw a ring unrolled from a worn seal
or a name written on a rule. Both can be drawn without end. `python -m tests.training` draws them and trains; what comes
out has the form of the model that it began from, and is run by the same engines. Nothing here runs where documents are
read, and only `network`, `fitting` and the program itself need torch.
"""
