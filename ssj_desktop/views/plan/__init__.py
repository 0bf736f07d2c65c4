"""The parts of the page 抽查计划."""
