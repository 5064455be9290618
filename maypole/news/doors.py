"""What follows in the stories when somebody's roles change."""

from maypole.news.actions.trees import let_editor_in

ON_ROLES_CHANGED = [let_editor_in]
