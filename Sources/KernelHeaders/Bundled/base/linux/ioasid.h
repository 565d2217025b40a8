/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IOASID_H
#define _LINUX_IOASID_H

#include <linux/types.h>
#include <linux/errno.h>

typedef unsigned int ioasid_t;
#define INVALID_IOASID	((ioasid_t)-1)

struct ioasid_set;
ioasid_t ioasid_alloc(struct ioasid_set *set, ioasid_t min, ioasid_t max, void *private);
void *ioasid_find(struct ioasid_set *set, ioasid_t ioasid, bool (*getter)(void *data));
int ioasid_set_data(ioasid_t ioasid, void *data);

#endif /* _LINUX_IOASID_H */
