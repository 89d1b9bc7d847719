"""`sitegen serve`: build, show, watch, build again. The same build as ever, into a folder of its own."""
