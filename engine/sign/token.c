/*
 * Cryptoki's functions are those of the module alone: no engine and no provider of libcrypto stands between, and so
 * none has to be of one version with ours.
 */
#include "sign/token.h"

#include "base/arena.h"

#include <dlfcn.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <p11-kit/pkcs11.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOKENS_MAX 64
#define LABEL_MAX 256
#define SIGNATURE_MAX 1024 /* RSA of 8,192 bits */
#define CERTIFICATE_MAX ((size_t)64 * 1024)

/* What an object is looked for by; sizes 0: any. */
struct wanted {
    char token[LABEL_MAX], label[LABEL_MAX], id[LABEL_MAX];
    size_t token_size, label_size, id_size;
};

struct sign_token {
    void *library;
    CK_FUNCTION_LIST *functions;
    CK_SESSION_HANDLE session;
    CK_OBJECT_HANDLE key;
    CK_KEY_TYPE kind;
    struct wanted wanted;
    char *name; /* of the module */
    char *pin;  /* or NULL */
    bool is_started, has_session, asks_always;
    pthread_mutex_t lock; /* of the session: Cryptoki knows one operation in each at a time */
};

/* --- what is wrong --- */

static bool refuse(const struct sign_token *token, const char *reason, struct diags *diags)
{
    return diags_error(diags, DIAG_SIGN_TOKEN, &SOURCE_NOWHERE, NULL, DIAG_ARGS(token->name, reason));
}

/* Codes with a meaning for people; the others by number (PKCS #11, 5.1). */
static bool fail(const struct sign_token *token, CK_RV code, struct diags *diags)
{
    char number[32];

    if (code == CKR_PIN_INCORRECT || code == CKR_PIN_LEN_RANGE || code == CKR_PIN_INVALID)
        return diags_error(diags, DIAG_SIGN_PASSWORD, &SOURCE_NOWHERE, NULL, DIAG_ARGS(token->name));
    if (code == CKR_PIN_LOCKED)
        return refuse(token, DIAG_BOTH("its PIN is locked", "PIN がロックされています"), diags);
    if (code == CKR_USER_NOT_LOGGED_IN)
        return refuse(token, DIAG_BOTH("it wants a PIN", "PIN が必要です"), diags);
    snprintf(number, sizeof(number), "CKR 0x%lX", (unsigned long)code);
    return refuse(token, number, diags);
}

/* --- what is looked for --- */

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *place = c != '\0' ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;

    return place != NULL ? (int)(place - digits) : -1;
}

/* A part of a URI up to ; or ?, its %XX decoded. False: too long, or ill-formed. */
static bool decode(const char *text, size_t size, char out[LABEL_MAX], size_t *out_size)
{
    *out_size = 0;
    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        if (c == '%') {
            int high = i + 2 < size ? hex_digit(text[i + 1]) : -1;
            int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
            if (low < 0)
                return false;
            c = (char)(high << 4 | low);
            i += 2;
        }
        if (*out_size == LABEL_MAX)
            return false;
        out[(*out_size)++] = c;
    }
    return true;
}

static bool read_attribute(const char *text, size_t size, struct wanted *wanted)
{
    static const char token[] = "token=", object[] = "object=", id[] = "id=";

    if (size >= strlen(token) && memcmp(text, token, strlen(token)) == 0)
        return decode(text + strlen(token), size - strlen(token), wanted->token, &wanted->token_size);
    if (size >= strlen(object) && memcmp(text, object, strlen(object)) == 0)
        return decode(text + strlen(object), size - strlen(object), wanted->label, &wanted->label_size);
    if (size >= strlen(id) && memcmp(text, id, strlen(id)) == 0)
        return decode(text + strlen(id), size - strlen(id), wanted->id, &wanted->id_size);
    return true; /* others narrow the choice, and are not needed */
}

#define SCHEME "pkcs11:"

static bool read_wanted(const char *object, struct wanted *wanted)
{
    if (strncmp(object, SCHEME, strlen(SCHEME)) != 0) {
        wanted->label_size = strlen(object);
        if (wanted->label_size > LABEL_MAX)
            return false;
        memcpy(wanted->label, object, wanted->label_size);
        return wanted->label_size > 0;
    }
    for (const char *at = object + strlen(SCHEME); *at != '\0' && *at != '?';) {
        size_t size = strcspn(at, ";?");
        if (!read_attribute(at, size, wanted))
            return false;
        at += size + (at[size] == ';');
    }
    return wanted->label_size > 0 || wanted->id_size > 0;
}

/* --- finding it --- */

/* The first object of a class with the label and id; CK_INVALID_HANDLE: none. */
static CK_OBJECT_HANDLE find(const struct sign_token *token, CK_SESSION_HANDLE session, CK_OBJECT_CLASS class)
{
    CK_ATTRIBUTE attributes[3] = {{CKA_CLASS, &class, sizeof(class)}};
    struct wanted wanted = token->wanted; /* Cryptoki's pointers are not to const */
    CK_OBJECT_HANDLE found = CK_INVALID_HANDLE;
    CK_ULONG count = 1, got = 0;

    if (wanted.label_size > 0)
        attributes[count++] = (CK_ATTRIBUTE){CKA_LABEL, wanted.label, wanted.label_size};
    if (wanted.id_size > 0)
        attributes[count++] = (CK_ATTRIBUTE){CKA_ID, wanted.id, wanted.id_size};
    if (token->functions->C_FindObjectsInit(session, attributes, count) != CKR_OK)
        return CK_INVALID_HANDLE;
    if (token->functions->C_FindObjects(session, &found, 1, &got) != CKR_OK || got == 0)
        found = CK_INVALID_HANDLE;
    token->functions->C_FindObjectsFinal(session);
    return found;
}

/* Labels of tokens are 32 bytes, filled up with blanks. */
static bool has_label(const struct sign_token *token, CK_SLOT_ID slot)
{
    CK_TOKEN_INFO info;
    size_t size = sizeof(info.label);

    if (token->functions->C_GetTokenInfo(slot, &info) != CKR_OK || (info.flags & CKF_TOKEN_INITIALIZED) == 0)
        return false;
    if (token->wanted.token_size == 0)
        return true;
    while (size > 0 && info.label[size - 1] == ' ')
        size--;
    return size == token->wanted.token_size && memcmp(info.label, token->wanted.token, size) == 0;
}

static bool shows_certificate(const struct sign_token *token, CK_SLOT_ID slot)
{
    CK_SESSION_HANDLE session;
    bool is_there;

    if (token->functions->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, &session) != CKR_OK)
        return false;
    is_there = find(token, session, CKO_CERTIFICATE) != CK_INVALID_HANDLE;
    token->functions->C_CloseSession(session);
    return is_there;
}

/*
 * The one token that can be meant: of the label, if one is given; of several, the one that shows the certificate. To
 * try the PIN on each would lock the others.
 */
static bool choose_slot(const struct sign_token *token, CK_SLOT_ID *slot, struct diags *diags)
{
    CK_SLOT_ID slots[TOKENS_MAX];
    CK_ULONG count = TOKENS_MAX, matching = 0, showing = 0;
    CK_SLOT_ID shown = 0;
    CK_RV code = token->functions->C_GetSlotList(CK_TRUE, slots, &count);

    if (code != CKR_OK)
        return fail(token, code, diags);
    for (CK_ULONG i = 0; i < count; i++) {
        if (!has_label(token, slots[i]))
            continue;
        *slot = slots[i];
        matching++;
        if (shows_certificate(token, slots[i])) {
            shown = slots[i];
            showing++;
        }
    }
    if (matching == 1)
        return true;
    *slot = shown;
    if (showing == 1)
        return true;
    return refuse(token,
                  matching == 0 ? DIAG_BOTH("it is not there", "トークンがありません")
                                : DIAG_BOTH("there are several; name one as pkcs11:token=...;object=...",
                                            "複数あります。pkcs11:token=...;object=... で指定してください"),
                  diags);
}

static CK_RV log_in(const struct sign_token *token, CK_USER_TYPE user)
{
    CK_RV code = token->functions->C_Login(token->session, user, (CK_UTF8CHAR *)token->pin, strlen(token->pin));

    return code == CKR_USER_ALREADY_LOGGED_IN ? CKR_OK : code;
}

static CK_ULONG read_number(const struct sign_token *token, CK_ATTRIBUTE_TYPE type, CK_ULONG otherwise)
{
    CK_ULONG value = otherwise;
    CK_ATTRIBUTE attribute = {type, &value, sizeof(value)};

    return token->functions->C_GetAttributeValue(token->session, token->key, &attribute, 1) == CKR_OK ? value
                                                                                                      : otherwise;
}

static bool read_flag(const struct sign_token *token, CK_ATTRIBUTE_TYPE type)
{
    CK_BBOOL value = CK_FALSE;
    CK_ATTRIBUTE attribute = {type, &value, sizeof(value)};

    return token->functions->C_GetAttributeValue(token->session, token->key, &attribute, 1) == CKR_OK && value;
}

static bool find_key(struct sign_token *token, struct diags *diags)
{
    token->key = find(token, token->session, CKO_PRIVATE_KEY);
    if (token->key == CK_INVALID_HANDLE)
        return refuse(token,
                      token->pin != NULL
                          ? DIAG_BOTH("it has no such key", "その鍵はありません")
                          : DIAG_BOTH("it shows no such key without a PIN", "PIN がないと鍵が見えません"),
                      diags);
    token->kind = read_number(token, CKA_KEY_TYPE, CK_UNAVAILABLE_INFORMATION);
    token->asks_always = read_flag(token, CKA_ALWAYS_AUTHENTICATE);
    return token->kind == CKK_RSA || token->kind == CKK_EC ||
           refuse(token, DIAG_BOTH("its key is neither RSA nor ECDSA", "鍵が RSA でも ECDSA でもありません"), diags);
}

/* --- opening --- */

static bool load(struct sign_token *token, struct diags *diags)
{
    CK_C_GetFunctionList list = NULL;
    CK_RV code;

    token->library = dlopen(token->name, RTLD_NOW | RTLD_LOCAL);
    if (token->library == NULL)
        return refuse(token, dlerror(), diags);
    *(void **)&list = dlsym(token->library, "C_GetFunctionList");
    if (list == NULL || list(&token->functions) != CKR_OK)
        return refuse(token, DIAG_BOTH("it is no PKCS#11 module", "PKCS#11 のモジュールではありません"), diags);
    code = token->functions->C_Initialize(NULL);
    token->is_started = code == CKR_OK;
    return code == CKR_OK || code == CKR_CRYPTOKI_ALREADY_INITIALIZED || fail(token, code, diags);
}

static bool open_session(struct sign_token *token, struct diags *diags)
{
    CK_SLOT_ID slot;
    CK_RV code;

    if (!choose_slot(token, &slot, diags))
        return false;
    code = token->functions->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, &token->session);
    token->has_session = code == CKR_OK;
    if (code == CKR_OK && token->pin != NULL)
        code = log_in(token, CKU_USER);
    return code == CKR_OK || fail(token, code, diags);
}

static char *copy_string(const char *string)
{
    size_t size = strlen(string) + 1;

    return memcpy(mem_alloc(size), string, size);
}

struct sign_token *sign_token_open(const char *module, const char *object, const char *pin, struct diags *diags)
{
    struct sign_token *token = mem_alloc(sizeof(*token));

    *token = (struct sign_token){.name = copy_string(module), .pin = pin != NULL ? copy_string(pin) : NULL};
    pthread_mutex_init(&token->lock, NULL);
    if (!read_wanted(object, &token->wanted))
        refuse(token, DIAG_BOTH("the object's name is ill-formed", "オブジェクトの指定が正しくありません"), diags);
    else if (load(token, diags) && open_session(token, diags) && find_key(token, diags))
        return token;
    sign_token_close(token);
    return NULL;
}

void sign_token_close(struct sign_token *token)
{
    if (token == NULL)
        return;
    if (token->has_session)
        token->functions->C_CloseSession(token->session);
    if (token->is_started)
        token->functions->C_Finalize(NULL);
    if (token->library != NULL)
        dlclose(token->library);
    if (token->pin != NULL)
        OPENSSL_cleanse(token->pin, strlen(token->pin));
    pthread_mutex_destroy(&token->lock);
    free(token->pin);
    free(token->name);
    free(token);
}

/* --- its certificate --- */

X509 *sign_token_certificate(const struct sign_token *token)
{
    CK_OBJECT_HANDLE object = find(token, token->session, CKO_CERTIFICATE);
    unsigned char *der = mem_alloc(CERTIFICATE_MAX);
    CK_ATTRIBUTE value = {CKA_VALUE, der, CERTIFICATE_MAX};
    const unsigned char *at = der;
    X509 *certificate = NULL;

    if (object != CK_INVALID_HANDLE &&
        token->functions->C_GetAttributeValue(token->session, object, &value, 1) == CKR_OK)
        certificate = d2i_X509(NULL, &at, (long)value.ulValueLen);
    free(der);
    ERR_clear_error();
    return certificate;
}

/* --- signing --- */

/* RFC 8017, 9.2, note 1: DigestInfo of SHA-256, before the digest. */
static const unsigned char digest_info[] = {0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                            0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};

/* Cryptoki gives r and s, each as long as the curve; X.509 wants a SEQUENCE of two INTEGERs. */
static bool put_ecdsa(const unsigned char *raw, size_t size, struct sink *signature)
{
    ECDSA_SIG *pair = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(raw, (int)size / 2, NULL), *s = BN_bin2bn(raw + size / 2, (int)size / 2, NULL);
    unsigned char *der = NULL;
    int der_size = 0;

    if (pair != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(pair, r, s) == 1)
        der_size = i2d_ECDSA_SIG(pair, &der);
    if (der_size > 0)
        sink_put(signature, (const char *)der, (size_t)der_size);
    OPENSSL_free(der);
    ECDSA_SIG_free(pair);
    return der_size > 0;
}

static CK_RV sign_raw(struct sign_token *token, struct sink *input, unsigned char *raw, CK_ULONG *size)
{
    CK_MECHANISM mechanism = {token->kind == CKK_RSA ? CKM_RSA_PKCS : CKM_ECDSA, NULL, 0};
    CK_RV code = token->functions->C_SignInit(token->session, &mechanism, token->key);

    if (code == CKR_OK && token->asks_always && token->pin != NULL)
        code = log_in(token, CKU_CONTEXT_SPECIFIC);
    if (code == CKR_OK)
        code = token->functions->C_Sign(token->session, (CK_BYTE *)input->bytes, input->size, raw, size);
    return code;
}

bool sign_token_sign(struct sign_token *token, const unsigned char *digest, size_t size, struct sink *signature,
                     struct diags *diags)
{
    unsigned char raw[SIGNATURE_MAX];
    CK_ULONG raw_size = sizeof(raw);
    struct sink input = {0};
    CK_RV code;

    if (token->kind == CKK_RSA)
        sink_put(&input, (const char *)digest_info, sizeof(digest_info));
    sink_put(&input, (const char *)digest, size);
    pthread_mutex_lock(&token->lock);
    code = sign_raw(token, &input, raw, &raw_size);
    pthread_mutex_unlock(&token->lock);
    sink_close(&input);
    if (code != CKR_OK)
        return fail(token, code, diags);
    if (token->kind == CKK_EC)
        return put_ecdsa(raw, raw_size, signature) || fail(token, CKR_FUNCTION_FAILED, diags);
    sink_put(signature, (const char *)raw, raw_size);
    return true;
}
