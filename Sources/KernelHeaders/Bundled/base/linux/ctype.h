/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CTYPE_H
#define _LINUX_CTYPE_H

#include <linux/compiler.h>

/* Latin letters only; the kernel's table knows some of Latin-1 too. */
static inline int isdigit(int c)
{
	return '0' <= c && c <= '9';
}

static inline int islower(int c)
{
	return 'a' <= c && c <= 'z';
}

static inline int isupper(int c)
{
	return 'A' <= c && c <= 'Z';
}

static inline int isalpha(int c)
{
	return islower(c) || isupper(c);
}

static inline int isalnum(int c)
{
	return isalpha(c) || isdigit(c);
}

static inline int iscntrl(int c)
{
	return (unsigned char)c < 32 || (unsigned char)c == 127;
}

static inline int isspace(int c)
{
	return c == ' ' || ('\t' <= c && c <= '\r');
}

static inline int isgraph(int c)
{
	return '!' <= c && c <= '~';
}

static inline int isprint(int c)
{
	return c == ' ' || isgraph(c);
}

static inline int ispunct(int c)
{
	return isgraph(c) && !isalnum(c);
}

static inline int isxdigit(int c)
{
	return isdigit(c) || ('a' <= c && c <= 'f') || ('A' <= c && c <= 'F');
}

static inline int tolower(int c)
{
	return isupper(c) ? c - 'A' + 'a' : c;
}

static inline int toupper(int c)
{
	return islower(c) ? c - 'a' + 'A' : c;
}

extern const unsigned char _ctype[];

#define isascii(c)	(((unsigned char)(c)) <= 0x7f)
#define toascii(c)	(((unsigned char)(c)) & 0x7f)

#endif /* _LINUX_CTYPE_H */
