/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_OF_H
#define _LINUX_OF_H

#include <linux/types.h>
#include <linux/mod_devicetable.h>

struct device_node;
struct device;
int of_property_read_u32(const struct device_node *np, const char *propname, u32 *out);
bool of_property_read_bool(const struct device_node *np, const char *propname);
#define of_match_ptr(_ptr)	(_ptr)

#endif /* _LINUX_OF_H */
