import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from django.utils.safestring import mark_safe

from parentis.design.colour import check_brand_colour, contrast_with_white
from parentis.design.components import component
from parentis.design.sparkline import sparkline


def test_a_component_is_called_by_its_name():
    html = component("button", {"text": "Save", "prevent_double_click": True})

    assert "Save" in html
    assert 'data-prevent-double-click="true"' in html


def test_what_people_typed_is_never_taken_for_html():
    html = component("tag", {"text": "<script>alert(1)</script>"})

    assert "<script>" not in html


def test_what_is_marked_safe_stays_as_it_is():
    assert "<b>!</b>" in component("inset-text", {"html": mark_safe("<b>!</b>")})


def test_a_template_gives_nested_words_with_two_underscores():
    page = Template(
        '{% load govuk %}{% govuk "input" name="age" label__text="Age" %}'
    ).render(Context())

    assert "Age" in page
    assert 'name="age"' in page


def test_a_colour_that_words_cannot_be_read_on_is_refused():
    with pytest.raises(ImproperlyConfigured, match="darker"):
        check_brand_colour("#ffdd00")


@pytest.mark.parametrize("colour", ["blue", "#12", "#12345g", "url(x)"])
def test_a_colour_is_written_one_way(colour):
    with pytest.raises(ImproperlyConfigured, match="#rrggbb"):
        check_brand_colour(colour)


def test_contrast_is_wcags():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_a_rising_figure_is_a_rising_line():
    line = sparkline([10, 20, 30], says="Up from 10 to 30")

    (points,) = line.points
    heights = [float(point.split(",")[1]) for point in points.split()]
    assert heights == sorted(heights, reverse=True)
    assert points.endswith(f"{line.end_x},{line.end_y}")


def test_a_year_without_a_figure_is_a_gap():
    line = sparkline([10, 20, None, 20, 30], says="")

    assert len(line.points) == 2


def test_no_figures_draw_nothing():
    assert sparkline([None, None], says="").points == ()
    assert sparkline([], says="").points == ()


def test_one_figure_is_a_dot():
    line = sparkline([None, 5], says="")

    (point,) = line.points
    assert point == f"{line.end_x},{line.end_y}"
    assert float(line.end_x) > 0
