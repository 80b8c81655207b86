/* The render record, written and read again. */
#include "archive/record.h"

#include "base/sha256.h"
#include "json/json.h"
#include "json/make.h"

#include <string.h>

#define VERSION 1
#define WIDTH 100
#define DATE_MAX INT64_C(253402300799) /* the end of the year 9999 */
#define PAGES_MAX 9999                 /* as --attached-pages */

/* --- writing ------------------------------------------------------------------------------------------------------ */

static const struct json_made *make_string(struct arena *arena, const char *string)
{
    return string ? json_make_string(arena, string) : NULL;
}

static const struct json_made *make_strings(struct arena *arena, const char *const *strings, size_t count)
{
    struct json_made *made = json_make_array(arena);

    for (size_t i = 0; i < count; i++)
        json_push(arena, made, json_make_string(arena, strings[i]));
    return count > 0 ? made : NULL;
}

static const struct json_made *make_libraries(struct arena *arena, const struct archive_record *record)
{
    struct json_made *made = json_make_object(arena);

    for (size_t i = 0; i < record->library_count; i++)
        json_put(arena, made, record->libraries[i].name, json_make_string(arena, record->libraries[i].version));
    return made;
}

static const struct json_made *make_options(struct arena *arena, const struct archive_record *record)
{
    return json_make(arena, "date", record->date == ARCHIVE_NO_DATE ? NULL : json_make_integer(arena, record->date),
                     "attached_pages",
                     record->attached_pages < 0 ? NULL : json_make_integer(arena, record->attached_pages),
                     "missing_glyph", json_make_string(arena, record->missing_glyph), NULL);
}

static const struct json_made *make_fonts(struct arena *arena, const struct archive_record *record)
{
    struct json_made *made = json_make_array(arena);

    for (size_t i = 0; i < record->font_count; i++) {
        const struct archive_font *font = &record->fonts[i];

        json_push(arena, made,
                  json_make(arena, "name", json_make_string(arena, font->name), "file",
                            json_make_string(arena, font->file), "sha256", make_string(arena, font->sha256), NULL));
    }
    return made;
}

static const struct json_made *make_input(struct arena *arena, const struct archive_input *input)
{
    if (!input->file)
        return NULL;
    return json_make(arena, "file", json_make_string(arena, input->file), "name", make_string(arena, input->name),
                     "sha256", json_make_string(arena, input->sha256), "withheld",
                     make_strings(arena, input->withheld, input->withheld_count), NULL);
}

static const struct json_made *make_inputs(struct arena *arena, const struct archive_input *inputs, size_t count)
{
    struct json_made *made = json_make_array(arena);

    for (size_t i = 0; i < count; i++)
        json_push(arena, made, make_input(arena, &inputs[i]));
    return count > 0 ? made : NULL;
}

void archive_record_write(const struct archive_record *record, struct sink *sink)
{
    struct arena *arena = arena_open();

    json_write(json_make(arena, "todoke_record", json_make_integer(arena, VERSION), "form",
                         json_make_string(arena, record->form), "engine", json_make_string(arena, record->engine),
                         "libraries", make_libraries(arena, record), "options", make_options(arena, record), "fonts",
                         make_fonts(arena, record), "layouts",
                         make_inputs(arena, record->layouts, record->layout_count), "data",
                         make_input(arena, &record->data), "earlier", make_input(arena, &record->earlier), "pictures",
                         make_inputs(arena, record->pictures, record->picture_count), NULL),
               WIDTH, sink);
    arena_close(arena);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct reader {
    struct arena *arena;
    const struct source *source;
    struct diags *diags;
    struct archive_record *record;
};

static bool fail(struct reader *reader, const struct json *value, const char *key)
{
    struct source_ref at = json_ref(reader->arena, reader->source, value);

    return diags_error(reader->diags, DIAG_RECORD_MEMBER, &at, NULL, DIAG_ARGS(key));
}

/* A member of `object` of one kind. NULL: it is not there, or of another kind: reported where it is wanted. */
static const struct json *member_of(struct reader *reader, const struct json *object, const char *key,
                                    enum json_kind kind, bool is_wanted)
{
    const struct json *member = json_find(object, key);

    if (member && member->kind == kind)
        return member;
    if (member || is_wanted)
        fail(reader, member ? member : object, key);
    return NULL;
}

/* Every member is known: what is not understood could change what the record says. */
static bool knows_members(struct reader *reader, const struct json *object, const char *const *known, size_t count)
{
    for (const struct json *member = object->child; member; member = member->next) {
        bool is_known = false;

        for (size_t i = 0; i < count; i++)
            is_known |= strcmp(known[i], member->key) == 0;
        if (!is_known)
            return fail(reader, member, member->key);
    }
    return true;
}
#define KNOWS_MEMBERS(reader, object, ...)                            \
    knows_members(reader, object, (const char *const[]){__VA_ARGS__}, \
                  sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static bool read_text(struct reader *reader, const struct json *object, const char *key, const char **text)
{
    const struct json *member = member_of(reader, object, key, JSON_STRING, true);

    *text = member ? member->string : NULL;
    return member != NULL;
}

static bool read_optional_text(struct reader *reader, const struct json *object, const char *key, const char **text)
{
    return !json_find(object, key) || read_text(reader, object, key, text);
}

/* From 0 to `most`; untouched where it is not stated. */
static bool read_number(struct reader *reader, const struct json *object, const char *key, int64_t most,
                        int64_t *integer)
{
    const struct json *member = json_find(object, key);

    if (!member)
        return true;
    if (member->kind != JSON_NUMBER || !member->is_integer || member->integer < 0 || member->integer > most)
        return fail(reader, member, key);
    *integer = member->integer;
    return true;
}

static bool is_digest(const char *text)
{
    return strlen(text) == SHA256_HEX_SIZE && strspn(text, "0123456789abcdef") == SHA256_HEX_SIZE;
}

static bool read_digest(struct reader *reader, const struct json *object, const char **digest)
{
    return read_text(reader, object, "sha256", digest) && (is_digest(*digest) || fail(reader, object, "sha256"));
}

static bool read_withheld(struct reader *reader, const struct json *object, struct archive_input *input)
{
    const struct json *list = json_find(object, "withheld");
    const char **pointers;

    if (!list)
        return true;
    if (list->kind != JSON_ARRAY)
        return fail(reader, list, "withheld");
    pointers = arena_array(reader->arena, const char *, list->size);
    input->withheld = pointers;
    for (const struct json *item = list->child; item; item = item->next) {
        if (item->kind != JSON_STRING)
            return fail(reader, item, "withheld");
        pointers[input->withheld_count++] = item->string;
    }
    return true;
}

static bool read_input(struct reader *reader, const struct json *object, struct archive_input *input)
{
    if (object->kind != JSON_OBJECT)
        return fail(reader, object, "file");
    return KNOWS_MEMBERS(reader, object, "file", "name", "sha256", "withheld") &&
           read_text(reader, object, "file", &input->file) && read_digest(reader, object, &input->sha256) &&
           read_optional_text(reader, object, "name", &input->name) && read_withheld(reader, object, input);
}

static bool read_optional_input(struct reader *reader, const struct json *root, const char *key,
                                struct archive_input *input)
{
    const struct json *object = json_find(root, key);

    return !object || read_input(reader, object, input);
}

/* A list of objects, empty where it may be missing. */
static bool read_list(struct reader *reader, const struct json *root, const char *key, bool is_wanted,
                      const struct json **list)
{
    *list = member_of(reader, root, key, JSON_ARRAY, is_wanted);
    return *list || (!is_wanted && !json_find(root, key));
}

static bool read_inputs(struct reader *reader, const struct json *root, const char *key, bool is_wanted,
                        const struct archive_input **inputs, size_t *count)
{
    const struct json *list;
    struct archive_input *made;

    if (!read_list(reader, root, key, is_wanted, &list))
        return false;
    if (!list)
        return true;
    if (list->size == 0 && is_wanted)
        return fail(reader, list, key);
    made = arena_array(reader->arena, struct archive_input, list->size);
    *inputs = made;
    for (const struct json *item = list->child; item; item = item->next)
        if (!read_input(reader, item, &made[(*count)++]))
            return false;
    return true;
}

static bool read_font(struct reader *reader, const struct json *object, struct archive_font *font)
{
    if (object->kind != JSON_OBJECT)
        return fail(reader, object, "fonts");
    return KNOWS_MEMBERS(reader, object, "name", "file", "sha256") && read_text(reader, object, "name", &font->name) &&
           read_text(reader, object, "file", &font->file) &&
           (!json_find(object, "sha256") || read_digest(reader, object, &font->sha256));
}

static bool read_fonts(struct reader *reader, const struct json *root)
{
    struct archive_record *record = reader->record;
    const struct json *list;
    struct archive_font *fonts;

    if (!read_list(reader, root, "fonts", true, &list))
        return false;
    fonts = arena_array(reader->arena, struct archive_font, list->size);
    record->fonts = fonts;
    for (const struct json *item = list->child; item; item = item->next)
        if (!read_font(reader, item, &fonts[record->font_count++]))
            return false;
    return true;
}

static bool read_libraries(struct reader *reader, const struct json *root)
{
    const struct json *object = member_of(reader, root, "libraries", JSON_OBJECT, true);
    struct archive_record *record = reader->record;
    struct archive_library *libraries;

    if (!object)
        return false;
    libraries = arena_array(reader->arena, struct archive_library, object->size);
    record->libraries = libraries;
    for (const struct json *member = object->child; member; member = member->next) {
        if (member->kind != JSON_STRING)
            return fail(reader, member, member->key);
        libraries[record->library_count++] = (struct archive_library){member->key, member->string};
    }
    return true;
}

static bool is_missing_glyph(const char *word)
{
    return strcmp(word, "error") == 0 || strcmp(word, "geta") == 0 || strcmp(word, "code") == 0;
}

static bool read_options(struct reader *reader, const struct json *root)
{
    const struct json *options = member_of(reader, root, "options", JSON_OBJECT, true);
    struct archive_record *record = reader->record;

    if (!options)
        return false;
    return KNOWS_MEMBERS(reader, options, "date", "attached_pages", "missing_glyph") &&
           read_number(reader, options, "date", DATE_MAX, &record->date) &&
           read_number(reader, options, "attached_pages", PAGES_MAX, &record->attached_pages) &&
           read_text(reader, options, "missing_glyph", &record->missing_glyph) &&
           (is_missing_glyph(record->missing_glyph) || fail(reader, options, "missing_glyph"));
}

static bool read_version(struct reader *reader, const struct json *root)
{
    struct source_ref at = json_ref(reader->arena, reader->source, root);
    int64_t version = 0;

    if (root->kind != JSON_OBJECT || !json_find(root, "todoke_record"))
        return fail(reader, root, "todoke_record");
    if (!read_number(reader, root, "todoke_record", INT32_MAX, &version))
        return false;
    return version == VERSION || diags_error(reader->diags, DIAG_RECORD_VERSION, &at, NULL, DIAG_NO_ARGS);
}

static bool read_record(struct reader *reader, const struct json *root)
{
    struct archive_record *record = reader->record;

    return read_version(reader, root) &&
           KNOWS_MEMBERS(reader, root, "todoke_record", "form", "engine", "libraries", "options", "fonts", "layouts",
                         "data", "earlier", "pictures") &&
           read_text(reader, root, "form", &record->form) && read_text(reader, root, "engine", &record->engine) &&
           read_libraries(reader, root) && read_options(reader, root) && read_fonts(reader, root) &&
           read_inputs(reader, root, "layouts", true, &record->layouts, &record->layout_count) &&
           read_optional_input(reader, root, "data", &record->data) &&
           read_optional_input(reader, root, "earlier", &record->earlier) &&
           read_inputs(reader, root, "pictures", false, &record->pictures, &record->picture_count);
}

const struct archive_record *archive_record_read(struct arena *arena, const struct source *source,
                                                 const struct limits *limits, struct diags *diags)
{
    const struct json *root = json_read(arena, source, JSON_STRICT, limits, diags);
    struct reader reader = {arena, source, diags, arena_new(arena, struct archive_record)};

    if (!root)
        return NULL;
    reader.record->date = ARCHIVE_NO_DATE;
    reader.record->attached_pages = -1;
    return read_record(&reader, root) ? reader.record : NULL;
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

bool archive_record_same_makers(const struct archive_record *one, const struct archive_record *other)
{
    if (strcmp(one->engine, other->engine) != 0 || one->library_count != other->library_count)
        return false;
    for (size_t i = 0; i < one->library_count; i++)
        if (strcmp(one->libraries[i].name, other->libraries[i].name) != 0 ||
            strcmp(one->libraries[i].version, other->libraries[i].version) != 0)
            return false;
    return true;
}
