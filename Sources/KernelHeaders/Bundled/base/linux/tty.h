/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TTY_H
#define _LINUX_TTY_H

#include <linux/fs.h>

#endif /* _LINUX_TTY_H */
