/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_IOVA_H
#define _LINUX_IOVA_H

#include <linux/types.h>
#include <linux/rbtree.h>

#endif /* _LINUX_IOVA_H */
