/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SWAP_H
#define _LINUX_SWAP_H

#include <linux/mm.h>

#endif /* _LINUX_SWAP_H */
