"""Page components. Each is a tag with declared parameters: an unknown one fails when the template is read."""

from typing import Any

from django import forms, template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from luzhi.common.tables import render_chip

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative drawing from our own sprite; the words beside it carry the meaning."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("luzhi/icons.svg"), name
    )


@register.simple_tag
def chip(text: Any, tone: str = "plain") -> SafeString:
    return render_chip(text, tone)


@register.simple_tag
def form_field(form: forms.BaseForm, name: str) -> SafeString:
    """A label, its control, the help and the errors, tied together for screen readers. '' if the form lacks it."""
    if name not in form.fields:
        return mark_safe("")
    field = form[name]
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect):
        return boxes_field(field)
    check = isinstance(widget, forms.CheckboxInput)
    attrs = dict(widget.attrs)
    base = "form-check-input" if check else "form-select" if isinstance(widget, forms.Select) else "form-control"
    attrs["class"] = f"{base} is-invalid" if field.errors else base
    described = [f"{field.id_for_label}-help"] if field.help_text else []
    if field.errors:
        described.append(f"{field.id_for_label}-error")
        attrs["aria-invalid"] = "true"
    if described:
        attrs["aria-describedby"] = " ".join(described)
    control = field.as_widget(attrs=attrs)
    mark = format_html(' <span class="required">{}</span>', _("required")) if field.field.required and not check else ""
    label = format_html('<label class="form-label" for="{}">{}{}</label>', field.id_for_label, field.label, mark)
    help_text = (
        format_html('<p class="help" id="{}-help">{}</p>', field.id_for_label, field.help_text)
        if field.help_text
        else ""
    )
    errors = (
        format_html(
            '<p class="field-error" id="{}-error">{}</p>',
            field.id_for_label,
            " ".join(map(str, field.errors)),
        )
        if field.errors
        else ""
    )
    wide = " wide" if isinstance(widget, forms.Textarea) else ""
    inner = (control, label) if check else (label, control)
    return format_html(
        '<div class="field{}{}">{}{}{}{}</div>',
        wide,
        " form-check" if check else "",
        *inner,
        help_text,
        errors,
    )


def boxes_field(field: forms.BoundField) -> SafeString:
    """Boxes to tick, or choices of which one is taken, under one heading."""
    boxes = format_html_join(
        "",
        '<label class="box-choice" for="{}">{} <span>{}</span></label>',
        ((box.id_for_label, box.tag(), box.choice_label) for box in field.subwidgets),
    )
    help_text = format_html('<p class="help">{}</p>', field.help_text) if field.help_text else ""
    errors = format_html('<p class="field-error">{}</p>', " ".join(map(str, field.errors))) if field.errors else ""
    single = not isinstance(field.field.widget, forms.CheckboxSelectMultiple)
    mark = format_html(' <span class="required">{}</span>', _("required")) if single and field.field.required else ""
    return format_html(
        '<div class="field wide boxes" role="{}" aria-label="{}"><span class="form-label">{}{}</span>'
        '<div class="box-choices">{}</div>{}{}</div>',
        "radiogroup" if single else "group", field.label, field.label, mark, boxes, help_text, errors,
    )  # fmt: skip


@register.simple_tag
def form_errors(form: forms.BaseForm) -> SafeString:
    """What is wrong with the whole form, and how many fields need a look."""
    if not form.errors:
        return mark_safe("")
    lines = list(form.non_field_errors())
    wrong = len([name for name in form.errors if name != "__all__"])
    if wrong:
        lines.append(_("%(n)s fields need a look; nothing has been saved.") % {"n": wrong})
    items = format_html_join("", "<p>{}</p>", ((conditional_escape(str(line)),) for line in lines))
    return format_html('<div class="notice notice-stop" role="alert">{}</div>', items)
