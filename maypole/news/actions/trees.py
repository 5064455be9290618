"""Open a partnership's page tree in Wagtail, and let just its editors into it."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from maypole.accounts.models import Person
from maypole.accounts.roles import EDITOR
from maypole.news.models import PartnershipStoriesPage, StoriesPage
from maypole.partnerships.models import Partnership

PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page")
IMAGE_PERMISSIONS = ("add_image", "change_image", "choose_image")


@transaction.atomic
def stories_root() -> StoriesPage:
    """Return the root of all stories, made with its site if need be."""
    found = StoriesPage.objects.first()
    if found is None:
        found = Page.get_first_root_node().add_child(instance=StoriesPage(title="Stories", slug="stories"))
        Site.objects.update_or_create(
            is_default_site=True, defaults={"root_page": found, "hostname": "localhost", "site_name": "Maypole"}
        )
    return found


@transaction.atomic
def story_tree(partnership: Partnership) -> PartnershipStoriesPage:
    """Return the page under which a partnership's editors write, made if need be."""
    found = PartnershipStoriesPage.objects.filter(partnership=partnership).first()
    if found is None:
        page = PartnershipStoriesPage(title=partnership.name, slug=partnership.slug, partnership=partnership)
        found = stories_root().add_child(instance=page)
    return found


@transaction.atomic
def editors_of(partnership: Partnership) -> Group:
    """Return the group that may write under the partnership's page, and keep pictures of its own."""
    group, is_new = Group.objects.get_or_create(name=name_of_group(partnership))
    if is_new:
        page = story_tree(partnership)
        collection = Collection.get_first_root_node().add_child(name=partnership.name)
        group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
        for codename in PAGE_PERMISSIONS:
            permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
        for codename in IMAGE_PERMISSIONS:
            permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailimages")
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    return group


def name_of_group(partnership: Partnership) -> str:
    return f"Editors of {partnership.slug}"


def pictures_collection(partnership: Partnership) -> Collection:
    """Return where a partnership's editors keep their pictures."""
    granted = GroupCollectionPermission.objects.filter(group=editors_of(partnership)).select_related("collection")
    found: Collection = granted[0].collection
    return found


@transaction.atomic
def close_stories(partnership: Partnership) -> None:
    """Take a partnership's stories away, with their pictures and the group of those who wrote them."""
    group = Group.objects.filter(name=name_of_group(partnership)).first()
    if group is not None:
        kept = Collection.objects.filter(group_permissions__group=group)
        get_image_model().objects.filter(collection__in=kept).delete()
        for collection in kept.distinct():
            collection.delete()
        group.delete()
    for page in PartnershipStoriesPage.objects.filter(partnership=partnership):
        page.delete()


@transaction.atomic
def let_editor_in(person: Person) -> None:
    """Put a person into the groups of the partnerships that they edit, and out of all others."""
    scopes = person.grants.filter(role=EDITOR.slug).values("scope_id")
    partnerships = Partnership.objects.filter(territory__scope_id__in=scopes)
    person.groups.set([editors_of(partnership) for partnership in partnerships])
