/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MEMPOOL_H
#define _LINUX_MEMPOOL_H

#include <linux/slab.h>

#endif /* _LINUX_MEMPOOL_H */
