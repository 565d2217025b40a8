/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IOASID_H
#define _LINUX_IOASID_H

#include <linux/types.h>

typedef unsigned int ioasid_t;
#define INVALID_IOASID	((ioasid_t)-1)

#endif /* _LINUX_IOASID_H */
