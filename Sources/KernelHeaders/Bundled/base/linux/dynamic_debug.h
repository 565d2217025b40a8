/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_DYNAMIC_DEBUG_H
#define _LINUX_DYNAMIC_DEBUG_H

#endif /* _LINUX_DYNAMIC_DEBUG_H */
