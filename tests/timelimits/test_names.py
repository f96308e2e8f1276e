"""规则的名称: what the reference file calls its rules can be said in the reader's language."""

from luoshi.timelimits import defaults, names


def test_every_word_of_the_reference_file_can_be_said():
    rows = defaults.rows()

    assert {row["subject"] for row in rows} == set(names.SUBJECTS)
    assert {row["step"] for row in rows} == set(names.STEPS)
    assert {row["basis"] for row in rows} == set(names.BASES)


def test_every_rule_of_the_file_has_one_code_and_a_law_has_its_day():
    rules = [one.rule for one in defaults.named_rules()]

    assert len({rule.code for rule in rules}) == len(rules)
    assert [rule.code for rule in rules if "《" in rule.basis and rule.since is None] == []
