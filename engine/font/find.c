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

/* By its absolute path: a relative one is looked for in the system's directories. */
static FcConfig *load_configuration(struct arena *arena, const char *folder)
{
    char *path = realpath(arena_format(arena, "%s/fonts.conf", folder), NULL);
    FcConfig *config = path != NULL ? FcConfigCreate() : NULL;

    if (config != NULL && !load_file(config, path)) {
        FcConfigDestroy(config);
        config = NULL;
    }
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
