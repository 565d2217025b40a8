/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_OF_PLATFORM_H
#define _LINUX_OF_PLATFORM_H

#include <linux/of_device.h>

#endif /* _LINUX_OF_PLATFORM_H */
