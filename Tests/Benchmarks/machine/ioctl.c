// SPDX-License-Identifier: Apache-2.0
/*
 * What a driver of mediated devices does all day: ioctls whose struct is copied in, checked, filled and copied out, and
 * reads and writes of an emulated configuration space.
 */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GET_INFO	100
#define GET_REGION	101
#define GET_IRQ		102
#define SET_IRQS	103
#define RESET		104

struct info { uint32_t argsz, flags, num_regions, num_irqs; };
struct region { uint32_t argsz, flags, index, cap_offset; uint64_t size, offset; };
struct irq { uint32_t argsz, flags, index, count; };
struct irq_set { uint32_t argsz, flags, index, start, count; int32_t data[4]; };

struct device {
	uint8_t config[256];
	uint8_t bar[64];
	int32_t triggers[4];
	uint32_t resets, interrupts;
	struct region regions[9];
};

static struct device *device;
static uint8_t user[128];

static unsigned long copy_in(void *to, const void *from, size_t n)
{
	if ((const uint8_t *)from + n > user + sizeof(user))
		return n;
	memcpy(to, from, n);
	return 0;
}

static unsigned long copy_out(void *to, const void *from, size_t n)
{
	if ((uint8_t *)to + n > user + sizeof(user))
		return n;
	memcpy(to, from, n);
	return 0;
}

static void config_write(struct device *d, unsigned offset, const uint8_t *buf, unsigned count)
{
	switch (offset) {
	case 0x04:
		d->config[0x04] = buf[0] & 7;
		break;
	case 0x3c:
		d->config[0x3c] = buf[0];
		break;
	case 0x10: {
		uint32_t bar;

		memcpy(&bar, buf, 4);
		bar &= ~(uint32_t)(sizeof(d->bar) - 1);
		memcpy(&d->config[0x10], &bar, 4);
		break;
	}
	default:
		if (offset >= 0x40 && offset + count <= sizeof(d->config))
			memcpy(d->config + offset, buf, count);
	}
}

static long access_device(struct device *d, uint8_t *buf, size_t count, unsigned offset, int write)
{
	size_t done = 0;

	while (count) {
		size_t n = count >= 4 && offset % 4 == 0 ? 4 : count >= 2 && offset % 2 == 0 ? 2 : 1;
		uint8_t value[4];

		if (write) {
			if (copy_in(value, buf, n))
				return -EFAULT;
			config_write(d, offset, value, n);
		} else {
			memcpy(value, d->config + offset, n);
			if (copy_out(buf, value, n))
				return -EFAULT;
		}
		count -= n;
		done += n;
		offset += n;
		buf += n;
	}
	return done;
}

static long ioctl(struct device *d, unsigned cmd, void *arg)
{
	size_t minsz;

	switch (cmd) {
	case GET_INFO: {
		struct info info;

		minsz = offsetof(struct info, num_irqs) + sizeof(info.num_irqs);
		if (copy_in(&info, arg, minsz))
			return -EFAULT;
		if (info.argsz < minsz)
			return -EINVAL;
		info.flags = 3;
		info.num_regions = 9;
		info.num_irqs = 5;
		return copy_out(arg, &info, minsz) ? -EFAULT : 0;
	}
	case GET_REGION: {
		struct region region;

		minsz = sizeof(region);
		if (copy_in(&region, arg, minsz))
			return -EFAULT;
		if (region.argsz < minsz || region.index >= 9)
			return -EINVAL;
		region.size = d->regions[region.index].size;
		region.offset = (uint64_t)region.index << 40;
		region.flags = d->regions[region.index].flags;
		return copy_out(arg, &region, minsz) ? -EFAULT : 0;
	}
	case GET_IRQ: {
		struct irq irq;

		minsz = sizeof(irq);
		if (copy_in(&irq, arg, minsz))
			return -EFAULT;
		if (irq.argsz < minsz || irq.index >= 5)
			return -EINVAL;
		irq.flags = 1;
		irq.count = irq.index == 1 ? 4 : 1;
		return copy_out(arg, &irq, minsz) ? -EFAULT : 0;
	}
	case SET_IRQS: {
		struct irq_set set;

		minsz = offsetof(struct irq_set, data);
		if (copy_in(&set, arg, minsz))
			return -EFAULT;
		if (set.argsz < minsz || set.count > 4 || set.start + set.count > 4)
			return -EINVAL;
		if (copy_in(set.data, (uint8_t *)arg + minsz, set.count * sizeof(set.data[0])))
			return -EFAULT;
		for (uint32_t i = 0; i < set.count; i++) {
			d->triggers[set.start + i] = set.data[i];
			d->interrupts++;
		}
		return 0;
	}
	case RESET:
		memset(d->bar, 0, sizeof(d->bar));
		d->resets++;
		return 0;
	}
	return -ENOTTY;
}

int main(void)
{
	uint64_t sum = 0;

	device = calloc(1, sizeof(*device));
	for (int i = 0; i < 9; i++) {
		device->regions[i].size = i == 7 ? 256 : i ? 0 : 64;
		device->regions[i].flags = i & 3;
	}
	for (uint32_t i = 0; i < 500000; i++) {
		struct info info = { .argsz = sizeof(info) };
		struct region region = { .argsz = sizeof(region), .index = i % 10 };
		struct irq irq = { .argsz = sizeof(irq), .index = i % 6 };
		struct irq_set set = { .argsz = sizeof(set), .start = i % 3, .count = i % 4, .data = { i, 2, 3, 4 } };

		memcpy(user, &info, sizeof(info));
		sum += ioctl(device, GET_INFO, user);
		memcpy(user, &region, sizeof(region));
		sum = sum * 31 + ioctl(device, GET_REGION, user);
		memcpy(&region, user, sizeof(region));
		sum = sum * 31 + region.size + region.offset;
		memcpy(user, &irq, sizeof(irq));
		sum = sum * 31 + ioctl(device, GET_IRQ, user);
		memcpy(user, &set, sizeof(set));
		sum = sum * 31 + ioctl(device, SET_IRQS, user);
		sum = sum * 31 + access_device(device, user, 4 + i % 5, 0x40 + i % 64, 1);
		sum = sum * 31 + access_device(device, user, 8, 0x3c, 0) + user[5];
		sum = sum * 31 + access_device(device, user, 4, 0x10, 1);
		sum += ioctl(device, i % 100 ? i : RESET, user);
	}
	for (unsigned i = 0; i < sizeof(device->config); i++)
		sum = sum * 31 + device->config[i];
	printf("%016llx %u %u %d\n", (unsigned long long)sum, device->resets, device->interrupts, device->triggers[1]);
	free(device);
	return 0;
}
