/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_STRING_H
#define _LINUX_STRING_H

#include <linux/types.h>
#include <linux/stdarg.h>
#include <linux/errno.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/overflow.h>

void *memset(void *s, int c, size_t n);
void *memcpy(void *dst, const void *src, size_t n);
void *memmove(void *dst, const void *src, size_t n);
int memcmp(const void *a, const void *b, size_t n);
void *memchr(const void *s, int c, size_t n);
void *memchr_inv(const void *s, int c, size_t n);
void *memscan(void *s, int c, size_t n);
void *memset32(uint32_t *s, uint32_t v, size_t n);
void memzero_explicit(void *s, size_t count);
char *strcpy(char *dst, const char *src);
char *strncpy(char *dst, const char *src, size_t n);
size_t strlcpy(char *dst, const char *src, size_t size);
ssize_t strscpy(char *dst, const char *src, size_t size);
ssize_t strscpy_pad(char *dst, const char *src, size_t size);
char *strcat(char *dst, const char *src);
char *strncat(char *dst, const char *src, size_t n);
size_t strlcat(char *dst, const char *src, size_t size);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t n);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
char *strnchr(const char *s, size_t n, int c);
char *strstr(const char *s, const char *sub);
char *strnstr(const char *s, const char *sub, size_t n);
size_t strlen(const char *s);
size_t strnlen(const char *s, size_t n);
size_t strspn(const char *s, const char *accept);
size_t strcspn(const char *s, const char *reject);
char *strpbrk(const char *s, const char *accept);
char *strsep(char **s, const char *delim);
char *skip_spaces(const char *s);
char *strim(char *s);
char *strreplace(char *s, char old, char new);
bool sysfs_streq(const char *a, const char *b);
int match_string(const char * const *array, size_t n, const char *string);
int __sysfs_match_string(const char * const *array, size_t n, const char *s);
#define sysfs_match_string(arr, s)	__sysfs_match_string(arr, ARRAY_SIZE(arr), s)
int strtobool(const char *s, bool *res);
char *kstrdup(const char *s, gfp_t gfp) __malloc;
const char *kstrdup_const(const char *s, gfp_t gfp);
char *kstrndup(const char *s, size_t len, gfp_t gfp);
void *kmemdup(const void *src, size_t len, gfp_t gfp);
char *kmemdup_nul(const char *s, size_t len, gfp_t gfp);
void kfree_const(const void *p);
void *memdup_user(const void __user *src, size_t len);
void *vmemdup_user(const void __user *src, size_t len);
void *memdup_user_nul(const void __user *src, size_t len);
char *strndup_user(const char __user *s, long n);

static inline char *strstrip(char *s)
{
	return strim(s);
}

static inline const char *kbasename(const char *path)
{
	const char *tail = strrchr(path, '/');

	return tail ? tail + 1 : path;
}

void *memset16(uint16_t *s, uint16_t v, size_t n);
void *memset64(uint64_t *s, uint64_t v, size_t n);
int bcmp(const void *a, const void *b, size_t n);
char *strchrnul(const char *s, int c);
bool strstarts(const char *str, const char *prefix);
size_t str_has_prefix(const char *str, const char *prefix);
char **argv_split(gfp_t gfp, const char *str, int *argcp);
void argv_free(char **argv);
ssize_t memory_read_from_buffer(void *to, size_t count, loff_t *ppos, const void *from,
				size_t available);
void memcpy_and_pad(void *dest, size_t dest_len, const void *src, size_t count, int pad);

void memcpy_flushcache(void *dst, const void *src, size_t cnt);

#endif /* _LINUX_STRING_H */
