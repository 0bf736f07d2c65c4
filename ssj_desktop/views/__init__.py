"""What people see: the only rooms that know Qt. They call the desk's verbs and show its facts."""
