"""Hall plans: drawing, rules, versions, differences, and what exhibitors are told of their place."""
