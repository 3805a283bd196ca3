"""The leg cramp skill: event -> door -> skill -> handler -> (guide, triage) -> Reply -> response."""
