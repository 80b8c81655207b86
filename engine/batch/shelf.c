/* One thread asks for forms, the one that reads the list; the others only use what it found. */
#include "batch/shelf.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

void shelf_open(struct shelf *shelf, const struct todoke *engine, size_t most)
{
    *shelf = (struct shelf){
        .engine = engine,
        .forms = mem_alloc(most * sizeof(struct shelf_form *)),
        .most = most,
    };
}

void shelf_close(struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->count; i++) {
        todoke_form_close(shelf->forms[i]->form);
        todoke_messages_close(shelf->forms[i]->messages);
        free(shelf->forms[i]);
    }
    free(shelf->forms);
}

/* The form with its name behind it. */
static struct shelf_form *open_form(const struct todoke *engine, const char *name, const struct todoke_target *target)
{
    size_t size = strlen(name) + 1;
    struct shelf_form *form = mem_alloc(sizeof *form + size);
    struct todoke_messages *messages = todoke_messages_open();

    *form = (struct shelf_form){
        .name = memcpy(form + 1, name, size),
        .target = *target,
        .form = todoke_form_open(engine, name, target, messages),
        .messages = messages,
    };
    if (form->form)
        form->id = todoke_form_info(form->form).id;
    return form;
}

static bool is_for(const struct shelf_form *form, const char *name, const struct todoke_target *target)
{
    return form->target.profile == target->profile && form->target.x_dpi == target->x_dpi &&
           form->target.y_dpi == target->y_dpi && form->target.has_codes == target->has_codes &&
           strcmp(form->name, name) == 0;
}

const struct shelf_form *shelf_find(struct shelf *shelf, const char *name, const struct todoke_target *target)
{
    for (size_t i = 0; i < shelf->count; i++)
        if (is_for(shelf->forms[i], name, target))
            return shelf->forms[i];
    if (shelf->count == shelf->most)
        return NULL;
    shelf->forms[shelf->count] = open_form(shelf->engine, name, target);
    shelf->forms[shelf->count]->index = shelf->count;
    return shelf->forms[shelf->count++];
}
