"""The rooms: one for each thing a person does. A handler takes a Turn and returns a Reply."""
