from django.db import migrations


def add_tokens(apps, schema_editor):
    """What models cannot say: on SQLite a full-text table without content, on PostgreSQL a column of tokens."""
    if schema_editor.connection.vendor == "sqlite":
        # The ascii tokenizer takes every character beyond ASCII for part of a word, so tokens stay as we cut them.
        schema_editor.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS records_words USING fts5(words, content='', detail='none', tokenize='ascii')"
        )
    else:
        schema_editor.execute("ALTER TABLE records_searchentry ADD COLUMN IF NOT EXISTS words tsvector NOT NULL DEFAULT ''")
        schema_editor.execute("CREATE INDEX IF NOT EXISTS records_words ON records_searchentry USING gin (words)")


def remove_tokens(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE records_words")


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [migrations.RunPython(add_tokens, remove_tokens)]
