/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_RESOURCE_H
#define _LINUX_RESOURCE_H

#include <uapi/linux/resource.h>

#endif /* _LINUX_RESOURCE_H */
