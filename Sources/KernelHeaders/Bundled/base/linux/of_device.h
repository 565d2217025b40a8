/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_OF_DEVICE_H
#define _LINUX_OF_DEVICE_H

#include <linux/of.h>

const void *of_device_get_match_data(const struct device *dev);

#endif /* _LINUX_OF_DEVICE_H */
