#include "font/find.h"

#include <fontconfig/fontconfig.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static bool load_file(FcConfig *config, const char *file)
{
    return FcConfigParseAndLoad(config, (const FcChar8 *)file, FcFalse) && FcConfigBuildFonts(config);
}

/*
 * By its absolute path: a relative one is looked for in the system's directories. The folder's own fonts are added
 * here, as <dir prefix="relative"> leaks memory in fontconfig 2.14.
 */
static FcConfig *load_configuration(struct arena *arena, const char *folder)
{
    char *path = realpath(arena_format(arena, "%s/fonts.conf", folder), NULL);
    FcConfig *config = path != NULL ? FcConfigCreate() : NULL;

    if (config != NULL && !load_file(config, path)) {
        FcConfigDestroy(config);
        config = NULL;
    }
    if (config != NULL)
        FcConfigAppFontAddDir(config, (const FcChar8 *)folder);
    free(path);
    return config;
}

/* Listing compares the whole name; matching would always give some font. */
static FcFontSet *list_fonts(FcConfig *config, const char *postscript)
{
    FcPattern *wanted =
        FcPatternBuild(NULL, FC_POSTSCRIPT_NAME, FcTypeString, (const FcChar8 *)postscript, (const char *)NULL);
    FcObjectSet *objects = FcObjectSetBuild(FC_FILE, FC_INDEX, (const char *)NULL);
    FcFontSet *found = FcFontList(config, wanted, objects);

    FcObjectSetDestroy(objects);
    FcPatternDestroy(wanted);
    return found;
}

/* The first file by name, so that the order in which directories were read does not matter. */
static const char *first_file(const FcFontSet *found, unsigned *face)
{
    const char *first = NULL;

    for (int i = 0; i < found->nfont; i++) {
        FcChar8 *file;
        int index = 0;

        if (FcPatternGetString(found->fonts[i], FC_FILE, 0, &file) != FcResultMatch)
            continue;
        if (first != NULL && strcmp(first, (const char *)file) <= 0)
            continue;
        first = (const char *)file;
        FcPatternGetInteger(found->fonts[i], FC_INDEX, 0, &index);
        *face = (unsigned)index & 0xFFFF; /* the upper half numbers instances of a variable font */
    }
    return first;
}

const char *find_font_file(struct arena *arena, const char *folder, const char *postscript, unsigned *face)
{
    FcConfig *config = load_configuration(arena, folder);
    FcFontSet *found;
    const char *file;

    if (config == NULL)
        return NULL;
    found = list_fonts(config, postscript);
    file = found != NULL ? first_file(found, face) : NULL;
    if (file != NULL)
        file = arena_copy_string(arena, file);
    if (found != NULL)
        FcFontSetDestroy(found);
    FcConfigDestroy(config);
    return file;
}

/* By any of a font's names */

static int number_of(const FcPattern *font, const char *object, int missing)
{
    int value;

    return FcPatternGetInteger(font, object, 0, &value) == FcResultMatch ? value : missing;
}

/* 0 is the plain face of its family. */
static int distance_from_regular(const FcPattern *font)
{
    int weight = abs(number_of(font, FC_WEIGHT, FC_WEIGHT_REGULAR) - FC_WEIGHT_REGULAR);
    int width = abs(number_of(font, FC_WIDTH, FC_WIDTH_NORMAL) - FC_WIDTH_NORMAL);

    return weight + width + 10 * number_of(font, FC_SLANT, FC_SLANT_ROMAN);
}

static const char *text_of(const FcPattern *font, const char *object)
{
    FcChar8 *value;

    return FcPatternGetString(font, object, 0, &value) == FcResultMatch ? (const char *)value : "";
}

/* Instances of a variable font have numbers of their own: only the font as it stands is taken. */
static bool is_plain_file(const FcPattern *font)
{
    FcBool is_variable;

    if (FcPatternGetBool(font, FC_VARIABLE, 0, &is_variable) == FcResultMatch && is_variable)
        return false;
    return number_of(font, FC_INDEX, 0) >> 16 == 0 && *text_of(font, FC_FILE) != '\0';
}

static bool comes_before(const FcPattern *a, const FcPattern *b)
{
    int difference = distance_from_regular(a) - distance_from_regular(b);

    if (difference == 0)
        difference = strcmp(text_of(a, FC_FILE), text_of(b, FC_FILE));
    return difference < 0;
}

static const FcPattern *first_plain(const FcFontSet *found)
{
    const FcPattern *first = NULL;

    for (int i = 0; found != NULL && i < found->nfont; i++)
        if (is_plain_file(found->fonts[i]) && (first == NULL || comes_before(found->fonts[i], first)))
            first = found->fonts[i];
    return first;
}

static bool find_by(struct arena *arena, FcConfig *config, const char *object, const char *name,
                    struct font_place *place)
{
    FcPattern *wanted = FcPatternBuild(NULL, object, FcTypeString, (const FcChar8 *)name, (const char *)NULL);
    FcObjectSet *objects = FcObjectSetBuild(FC_FILE, FC_INDEX, FC_FAMILY, FC_POSTSCRIPT_NAME, FC_WEIGHT, FC_WIDTH,
                                            FC_SLANT, FC_VARIABLE, (const char *)NULL);
    FcFontSet *found = FcFontList(config, wanted, objects);
    const FcPattern *first = first_plain(found);

    if (first != NULL)
        *place = (struct font_place){
            .file = arena_copy_string(arena, text_of(first, FC_FILE)),
            .family = arena_copy_string(arena, text_of(first, FC_FAMILY)),
            .postscript = arena_copy_string(arena, text_of(first, FC_POSTSCRIPT_NAME)),
            .face = (unsigned)number_of(first, FC_INDEX, 0),
        };
    if (found != NULL)
        FcFontSetDestroy(found);
    FcObjectSetDestroy(objects);
    FcPatternDestroy(wanted);
    return first != NULL;
}

bool find_named_font(struct arena *arena, const char *folder, const char *const *directories, size_t count,
                     const char *name, struct font_place *place)
{
    static const char *const objects[] = {FC_POSTSCRIPT_NAME, FC_FAMILY, FC_FULLNAME};
    FcConfig *config = load_configuration(arena, folder);
    bool is_found = false;

    if (config == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        FcConfigAppFontAddDir(config, (const FcChar8 *)directories[i]);
    for (size_t i = 0; i < sizeof objects / sizeof objects[0] && !is_found; i++)
        is_found = find_by(arena, config, objects[i], name, place);
    FcConfigDestroy(config);
    return is_found;
}
