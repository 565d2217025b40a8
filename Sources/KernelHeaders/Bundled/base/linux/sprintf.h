/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SPRINTF_H
#define _LINUX_SPRINTF_H

#include <linux/kernel.h>

#endif /* _LINUX_SPRINTF_H */
