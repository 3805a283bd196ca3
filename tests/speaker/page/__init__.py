"""The desk speaker's third face: a web page, served on loopback."""
