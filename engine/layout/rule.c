/*
 * Rules of a form: what must hold, and what to say when it does not. An official rule of several parts is several rules
 * of one id.
 */
#include "layout/compiler.h"

struct rule_draft {
    struct rule rule;
    struct bilingual message;
};

static bool read_severity(struct scope *scope, const struct json *value, void *into)
{
    static const struct word words[] = {{"error", DIAG_ERROR}, {"warning", DIAG_WARNING}};
    int found;

    if (!read_word(scope, value, words, COUNT(words), &found))
        return false;
    *(enum diag_severity *)into = (enum diag_severity)found;
    return true;
}

#define AT(member) offsetof(struct rule_draft, member)

static const struct key rule_keys[] = {
    {"id", read_string, AT(rule.id), "\"id\": \"N2\""},
    {"severity", read_severity, AT(rule.severity), NULL},
    {"each", read_each, AT(rule.each), NULL},
    {"when", read_condition, AT(rule.when), NULL},
    {"demand", read_condition, AT(rule.demand), "\"demand\": { \"number\": { \"minimum\": 1 } }"},
    {"message", read_bilingual, AT(message), "\"message\": \"報告回数は1以上です\""},
};

static const struct object_kind rule_kind = {DIAG_BOTH("a rule", "規則"), rule_keys, COUNT(rule_keys)};

static bool read_rule(const struct scope *outer, const struct json *value, struct rule *rule)
{
    struct scope scope = *outer; /* "each" changes it */
    struct rule_draft draft = {.rule = {.severity = DIAG_ERROR, .each = -1, .at = scope_ref(&scope, value)}};
    bool ok = object_read(&scope, &rule_kind, value, &draft);

    *rule = draft.rule;
    rule->japanese = draft.message.japanese;
    rule->english = draft.message.english;
    return ok;
}

bool read_rules(struct scope *scope, const struct json *value, void *into)
{
    struct layout *layout = scope->compiler->layout;
    struct rule *rules;
    bool ok = true;

    (void)into;
    if (!is_array(scope, value, DIAG_BOTH("an array of rules", "規則の配列")))
        return false;
    rules = arena_array(scope->compiler->arena, struct rule, value->size);
    layout->rules = rules;
    for (const struct json *item = value->child; item; item = item->next)
        ok &= read_rule(scope, item, &rules[layout->rule_count++]);
    return ok;
}
