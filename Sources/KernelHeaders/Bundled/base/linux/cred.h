/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_CRED_H
#define _LINUX_CRED_H

#include <linux/types.h>

struct cred;

#endif /* _LINUX_CRED_H */
