"""What forms say of an answer that they cannot read, in our words: what to do, not what is invalid."""

from django import forms

FILL_IN, CHOOSE = "Fill this in.", "Choose one of those listed."
WORDS: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {
        "required": FILL_IN,
        "min_value": "Write %(limit_value)s or more.",
        "max_value": "Write %(limit_value)s or less.",
        "max_length": "Write at most %(limit_value)d letters; these are %(show_value)d.",
    },
    forms.ChoiceField: {"invalid_choice": CHOOSE},
    forms.ModelChoiceField: {"invalid_choice": CHOOSE},
    forms.EmailField: {"invalid": "Write a whole email address, such as learning@museum.example."},
    forms.URLField: {"invalid": "Write a whole web address, such as https://museum.example."},
    forms.DateField: {"invalid": "Write a day as numbers, such as 05/12/2026."},
    forms.DateTimeField: {"invalid": "Write a day and a time, such as 05/12/2026 16:00."},
    forms.IntegerField: {"invalid": "Write a whole number, such as 30."},
    forms.DecimalField: {"invalid": "Write a number, such as 4.50."},
    forms.FileField: {"required": "Choose a file first.", "empty": "There is nothing in this file. Choose another."},
}


def speak_plainly() -> None:
    """Give every form these words, but where one says it better itself."""
    for field, words in WORDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
