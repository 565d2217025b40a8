/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MMAN_H
#define _LINUX_MMAN_H

#include <linux/mm.h>
#include <uapi/linux/mman.h>

#endif /* _LINUX_MMAN_H */
