/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KMOD_H
#define _LINUX_KMOD_H

#include <linux/module.h>

#endif /* _LINUX_KMOD_H */
