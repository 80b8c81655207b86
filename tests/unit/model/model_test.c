/* On the model as it is: layouts/incident.schema.json, made a table by the build. */
#include "support/cmocka.h"

#include "model/model.h"

#include <string.h>

static const struct model_node *at(struct arena *arena, const char *pointer)
{
    const struct model_node *place = NULL;
    const char *rest;

    assert_true(model_find(arena, model_root(), pointer, &place, &rest));
    return place;
}

static void a_path_leads_to_its_place(void **state)
{
    struct arena *arena = arena_open();

    assert_string_equal(at(arena, "/detection/detected_at")->key, "detected_at");
    assert_string_equal(at(arena, "/detection/detected_at")->japanese, "判明日時");
    assert_string_equal(at(arena, "/detection/detected_at")->english, "when the event came to light");
    assert_true(at(arena, "/timeline")->is_list);
    assert_string_equal(at(arena, "/timeline/0/at")->key, "at");
    assert_string_equal(at(arena, "/disclosure/press_entries/12/title")->key, "title");
    arena_close(arena);
}

static void the_paths_of_items_start_in_their_list(void **state)
{
    struct arena *arena = arena_open();
    const struct model_node *list = at(arena, "/timeline"), *place;
    const char *rest;

    assert_true(model_find(arena, list, "/description", &place, &rest));
    assert_string_equal(place->key, "description");
    assert_false(model_find(arena, list, "/0/description", &place, &rest));
    arena_close(arena);
}

static void assert_unknown(const char *pointer, const char *rest_expected, const char *nearest)
{
    struct arena *arena = arena_open();
    const struct model_node *place;
    const char *rest, *step;

    assert_false(model_find(arena, model_root(), pointer, &place, &rest));
    assert_string_equal(rest, rest_expected);
    step = arena_copy(arena, rest + 1, strcspn(rest + 1, "/"));
    if (nearest)
        assert_string_equal(model_nearest(arena, place, step), nearest);
    else
        assert_null(model_nearest(arena, place, step));
    arena_close(arena);
}

static void a_wrong_step_is_named_with_what_was_meant(void **state)
{
    assert_unknown("/detection/detectd_at", "/detectd_at", "detected_at");
    assert_unknown("/detecton/detected_at", "/detecton/detected_at", "detection");
    assert_unknown("/detected_at", "/detected_at", "/detection/detected_at");
    assert_unknown("/actor", "/actor", "/timeline[]/actor");
    assert_unknown("/frobnicate", "/frobnicate", NULL);
    assert_unknown("/timeline/at", "/at", "at");
    assert_unknown("/title/text", "/text", "/logs[]/text");
}

static void own_keys_and_open_places_allow_anything(void **state)
{
    struct arena *arena = arena_open();
    const struct model_node *ddos = at(arena, "/attack/ddos");

    assert_true(model_allows(model_root(), "x-ticket"));
    assert_true(model_allows(at(arena, "/organization"), "x-id"));
    assert_false(model_allows(model_root(), "ticket"));
    assert_false(model_allows(model_root(), "X-ticket"));
    assert_true(model_allows(ddos, "anything"));
    assert_true(model_allows(NULL, "anything"));
    assert_null(at(arena, "/attack/ddos/anything/at/all"));
    assert_null(at(arena, "/x-own/a/b"));
    assert_null(at(arena, "/attack/indicators/0/value"));
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_leads_to_its_place),
        cmocka_unit_test(the_paths_of_items_start_in_their_list),
        cmocka_unit_test(a_wrong_step_is_named_with_what_was_meant),
        cmocka_unit_test(own_keys_and_open_places_allow_anything),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
