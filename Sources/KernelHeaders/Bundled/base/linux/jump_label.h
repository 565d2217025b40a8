/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_JUMP_LABEL_H
#define _LINUX_JUMP_LABEL_H

#include <linux/types.h>

#endif /* _LINUX_JUMP_LABEL_H */
