"""The parts of door 2, the web service: proof that a request is Alexa's, the pages, the server."""
