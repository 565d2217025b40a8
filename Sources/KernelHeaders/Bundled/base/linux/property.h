/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PROPERTY_H
#define _LINUX_PROPERTY_H

#include <linux/types.h>

struct device;
bool device_property_present(struct device *dev, const char *propname);
int device_property_read_u32(struct device *dev, const char *propname, u32 *val);
const void *device_get_match_data(struct device *dev);

#endif /* _LINUX_PROPERTY_H */
