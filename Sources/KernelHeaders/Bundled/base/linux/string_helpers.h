/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_STRING_HELPERS_H
#define _LINUX_STRING_HELPERS_H

#include <linux/string.h>
#include <linux/bits.h>
#include <linux/ctype.h>

static inline const char *str_yes_no(bool v)
{
	return v ? "yes" : "no";
}

static inline const char *str_on_off(bool v)
{
	return v ? "on" : "off";
}

#endif /* _LINUX_STRING_HELPERS_H */
