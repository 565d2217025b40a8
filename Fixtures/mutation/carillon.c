// SPDX-License-Identifier: GPL-2.0
/*
 * carillon - mediated bells
 *
 * A tower has a few bells; each mediated device is a keyboard that got some of
 * them. Region 0 says what the keyboard is, region 1 has the registers that
 * ring, region 2 is a page of score that the player and the tower share.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/device.h>
#include <linux/eventfd.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define CARILLON_NAME		"carillon"
#define CARILLON_BELLS		8

#define CARILLON_SHIFT		20
#define CARILLON_INDEX(pos)	((pos) >> CARILLON_SHIFT)
#define CARILLON_OFFSET(pos)	((pos) & ((1ULL << CARILLON_SHIFT) - 1))

#define CARILLON_CONFIG_SIZE	16
#define CARILLON_REGS		4
#define CARILLON_REGS_SIZE	(CARILLON_REGS * sizeof(u32))

enum { CARILLON_CONFIG, CARILLON_REGISTERS, CARILLON_SCORE, CARILLON_REGIONS };

/* registers of region 1 */
enum { REG_BELL, REG_STRENGTH, REG_RING, REG_STROKES };

struct carillon_keyboard {
	struct list_head node;
	struct mutex lock;
	struct mdev_device *mdev;
	unsigned int bells;
	unsigned int players;
	u8 *config;
	u32 regs[CARILLON_REGS];
	struct page *score;
	struct eventfd_ctx *trigger;
	unsigned int pitch;
};

static struct class *carillon_class;
static struct device *carillon_tower;

static DEFINE_MUTEX(carillon_lock);
static LIST_HEAD(carillon_keyboards);
static unsigned int carillon_left = CARILLON_BELLS;

static unsigned int carillon_bells(struct kobject *kobj)
{
	return strstr(kobj->name, "grand") ? 4 : 2;
}

static void carillon_fill_config(struct carillon_keyboard *keys)
{
	keys->config[0] = 0xca;
	keys->config[1] = 0x11;
	keys->config[4] = keys->bells;
	keys->config[CARILLON_CONFIG_SIZE - 1] = 0x7f;
}

static int carillon_take_bells(struct carillon_keyboard *keys)
{
	int ret = 0;

	mutex_lock(&carillon_lock);
	if (carillon_left < keys->bells)
		ret = -ENOSPC;
	else
		carillon_left -= keys->bells;
	mutex_unlock(&carillon_lock);

	return ret;
}

static void carillon_give_bells(struct carillon_keyboard *keys)
{
	mutex_lock(&carillon_lock);
	carillon_left += keys->bells;
	mutex_unlock(&carillon_lock);
}

static int carillon_create(struct kobject *kobj, struct mdev_device *mdev)
{
	struct carillon_keyboard *keys;
	int ret;

	keys = kzalloc(sizeof(*keys), GFP_KERNEL);
	if (!keys)
		return -ENOMEM;

	keys->mdev = mdev;
	keys->bells = carillon_bells(kobj);
	keys->pitch = 440;
	mutex_init(&keys->lock);

	ret = carillon_take_bells(keys);
	if (ret)
		goto err_free;

	keys->config = kzalloc(CARILLON_CONFIG_SIZE, GFP_KERNEL);
	if (!keys->config) {
		ret = -ENOMEM;
		goto err_bells;
	}
	carillon_fill_config(keys);

	keys->score = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!keys->score) {
		ret = -ENOMEM;
		goto err_config;
	}

	mdev_set_drvdata(mdev, keys);

	mutex_lock(&carillon_lock);
	list_add(&keys->node, &carillon_keyboards);
	mutex_unlock(&carillon_lock);

	dev_info(mdev_dev(mdev), "%u bells\n", keys->bells);
	return 0;

err_config:
	kfree(keys->config);
err_bells:
	carillon_give_bells(keys);
err_free:
	kfree(keys);
	return ret;
}

static int carillon_remove(struct mdev_device *mdev)
{
	struct carillon_keyboard *keys = mdev_get_drvdata(mdev);

	mutex_lock(&carillon_lock);
	list_del(&keys->node);
	mutex_unlock(&carillon_lock);

	mdev_set_drvdata(mdev, NULL);
	carillon_give_bells(keys);
	put_page(keys->score);
	kfree(keys->config);
	kfree(keys);
	return 0;
}

static void carillon_silence(struct carillon_keyboard *keys)
{
	memset(keys->regs, 0, sizeof(keys->regs));
}

static int carillon_open(struct mdev_device *mdev)
{
	struct carillon_keyboard *keys = mdev_get_drvdata(mdev);

	mutex_lock(&keys->lock);
	keys->players++;
	mutex_unlock(&keys->lock);
	return 0;
}

static void carillon_release(struct mdev_device *mdev)
{
	struct carillon_keyboard *keys = mdev_get_drvdata(mdev);

	mutex_lock(&keys->lock);
	/* the bells swing until the last player is gone */
	if (!--keys->players) {
		carillon_silence(keys);
		if (keys->trigger) {
			eventfd_ctx_put(keys->trigger);
			keys->trigger = NULL;
		}
	}
	mutex_unlock(&keys->lock);
}

static void carillon_ring(struct carillon_keyboard *keys)
{
	keys->regs[REG_STROKES] += keys->regs[REG_STRENGTH];
	dev_dbg(mdev_dev(keys->mdev), "bell %u\n", keys->regs[REG_BELL]);
	if (keys->trigger)
		eventfd_signal(keys->trigger, 1);
}

static int carillon_set_register(struct carillon_keyboard *keys,
				 unsigned int reg, u32 value)
{
	switch (reg) {
	case REG_BELL:
		if (value >= keys->bells)
			return -ERANGE;
		keys->regs[REG_BELL] = value;
		return 0;
	case REG_STRENGTH:
		keys->regs[REG_STRENGTH] = min_t(u32, value, 127);
		return 0;
	case REG_RING:
		if (value)
			carillon_ring(keys);
		return 0;
	default:
		return -EPERM;
	}
}

static void *carillon_memory(struct carillon_keyboard *keys, loff_t pos,
			     size_t count)
{
	u64 offset = CARILLON_OFFSET(pos);

	switch (CARILLON_INDEX(pos)) {
	case CARILLON_CONFIG:
		if (offset + count > CARILLON_CONFIG_SIZE)
			return NULL;
		return keys->config + offset;
	case CARILLON_REGISTERS:
		if (offset + count > CARILLON_REGS_SIZE)
			return NULL;
		return (void *)keys->regs + offset;
	case CARILLON_SCORE:
		if (offset + count > PAGE_SIZE)
			return NULL;
		return page_address(keys->score) + offset;
	default:
		return NULL;
	}
}

static ssize_t carillon_read(struct mdev_device *mdev, char __user *buf,
			     size_t count, loff_t *ppos)
{
	struct carillon_keyboard *keys = mdev_get_drvdata(mdev);
	ssize_t ret = -EINVAL;
	void *from;

	mutex_lock(&keys->lock);
	from = carillon_memory(keys, *ppos, count);
	if (!from)
		goto out;

	if (copy_to_user(buf, from, count)) {
		ret = -EFAULT;
		goto out;
	}
	*ppos += count;
	ret = count;
out:
	mutex_unlock(&keys->lock);
	return ret;
}

static ssize_t carillon_write(struct mdev_device *mdev, const char __user *buf,
			      size_t count, loff_t *ppos)
{
	struct carillon_keyboard *keys = mdev_get_drvdata(mdev);
	ssize_t ret = -EINVAL;
	void *to;
	u32 value;
	int err;

	mutex_lock(&keys->lock);
	to = carillon_memory(keys, *ppos, count);
	if (!to)
		goto out;

	switch (CARILLON_INDEX(*ppos)) {
	case CARILLON_REGISTERS:
		if (count != sizeof(value) || *ppos % sizeof(value))
			goto out;
		if (copy_from_user(&value, buf, sizeof(value))) {
			ret = -EFAULT;
			goto out;
		}
		err = carillon_set_register(keys,
					    CARILLON_OFFSET(*ppos) / sizeof(value),
					    value);
		if (err) {
			ret = err;
			goto out;
		}
		break;
	case CARILLON_SCORE:
		if (copy_from_user(to, buf, count)) {
			ret = -EFAULT;
			goto out;
		}
		break;
	default:
		ret = -EROFS;
		goto out;
	}
	*ppos += count;
	ret = count;
out:
	mutex_unlock(&keys->lock);
	return ret;
}

static int carillon_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	struct carillon_keyboard *keys = mdev_get_drvdata(mdev);
	unsigned long first = CARILLON_SCORE << (CARILLON_SHIFT - PAGE_SHIFT);

	if (vma->vm_pgoff != first)
		return -EINVAL;
	if (vma->vm_end - vma->vm_start != PAGE_SIZE)
		return -EINVAL;
	if (!(vma->vm_flags & VM_SHARED))
		return -EINVAL;

	return vm_insert_page(vma, vma->vm_start, keys->score);
}

static int carillon_region_info(struct vfio_region_info *info)
{
	switch (info->index) {
	case CARILLON_CONFIG:
		info->size = CARILLON_CONFIG_SIZE;
		info->flags = VFIO_REGION_INFO_FLAG_READ;
		break;
	case CARILLON_REGISTERS:
		info->size = CARILLON_REGS_SIZE;
		info->flags = VFIO_REGION_INFO_FLAG_READ |
			      VFIO_REGION_INFO_FLAG_WRITE;
		break;
	case CARILLON_SCORE:
		info->size = PAGE_SIZE;
		info->flags = VFIO_REGION_INFO_FLAG_READ |
			      VFIO_REGION_INFO_FLAG_WRITE |
			      VFIO_REGION_INFO_FLAG_MMAP;
		break;
	default:
		return -EINVAL;
	}
	info->offset = (u64)info->index << CARILLON_SHIFT;
	return 0;
}

static int carillon_set_trigger(struct carillon_keyboard *keys, int fd)
{
	struct eventfd_ctx *trigger = NULL;

	if (fd >= 0) {
		trigger = eventfd_ctx_fdget(fd);
		if (IS_ERR(trigger))
			return PTR_ERR(trigger);
	}

	mutex_lock(&keys->lock);
	swap(keys->trigger, trigger);
	mutex_unlock(&keys->lock);

	if (trigger)
		eventfd_ctx_put(trigger);
	return 0;
}

static int carillon_set_irqs(struct carillon_keyboard *keys,
			     struct vfio_irq_set *hdr, void __user *data)
{
	s32 fd;

	if (hdr->index || hdr->start)
		return -EINVAL;
	if ((hdr->flags & VFIO_IRQ_SET_ACTION_TYPE_MASK) !=
	    VFIO_IRQ_SET_ACTION_TRIGGER)
		return -EINVAL;

	switch (hdr->flags & VFIO_IRQ_SET_DATA_TYPE_MASK) {
	case VFIO_IRQ_SET_DATA_NONE:
		if (hdr->count)
			return -EINVAL;
		return carillon_set_trigger(keys, -1);
	case VFIO_IRQ_SET_DATA_EVENTFD:
		if (hdr->count != 1)
			return -EINVAL;
		if (copy_from_user(&fd, data, sizeof(fd)))
			return -EFAULT;
		return carillon_set_trigger(keys, fd);
	default:
		return -EINVAL;
	}
}

static long carillon_ioctl(struct mdev_device *mdev, unsigned int cmd,
			   unsigned long arg)
{
	struct carillon_keyboard *keys = mdev_get_drvdata(mdev);
	void __user *uarg = (void __user *)arg;
	struct vfio_region_info region;
	struct vfio_device_info info;
	struct vfio_irq_info irq;
	struct vfio_irq_set hdr;
	unsigned long minsz;
	int ret;

	switch (cmd) {
	case VFIO_DEVICE_GET_INFO:
		minsz = offsetofend(struct vfio_device_info, num_irqs);
		if (copy_from_user(&info, uarg, minsz))
			return -EFAULT;
		if (info.argsz < minsz)
			return -EINVAL;
		info.flags = VFIO_DEVICE_FLAGS_RESET;
		info.num_regions = CARILLON_REGIONS;
		info.num_irqs = 1;
		return copy_to_user(uarg, &info, minsz) ? -EFAULT : 0;
	case VFIO_DEVICE_GET_REGION_INFO:
		minsz = offsetofend(struct vfio_region_info, offset);
		if (copy_from_user(&region, uarg, minsz))
			return -EFAULT;
		if (region.argsz < minsz)
			return -EINVAL;
		ret = carillon_region_info(&region);
		if (ret)
			return ret;
		return copy_to_user(uarg, &region, minsz) ? -EFAULT : 0;
	case VFIO_DEVICE_GET_IRQ_INFO:
		minsz = offsetofend(struct vfio_irq_info, count);
		if (copy_from_user(&irq, uarg, minsz))
			return -EFAULT;
		if (irq.argsz < minsz || irq.index)
			return -EINVAL;
		irq.flags = VFIO_IRQ_INFO_EVENTFD;
		irq.count = 1;
		return copy_to_user(uarg, &irq, minsz) ? -EFAULT : 0;
	case VFIO_DEVICE_SET_IRQS:
		minsz = offsetofend(struct vfio_irq_set, count);
		if (copy_from_user(&hdr, uarg, minsz))
			return -EFAULT;
		return carillon_set_irqs(keys, &hdr, uarg + minsz);
	case VFIO_DEVICE_RESET:
		mutex_lock(&keys->lock);
		carillon_silence(keys);
		mutex_unlock(&keys->lock);
		return 0;
	}

	return -ENOTTY;
}

/* attributes of a keyboard */

static ssize_t pitch_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	struct carillon_keyboard *keys = mdev_get_drvdata(mdev_from_dev(dev));

	return sprintf(buf, "%u\n", keys->pitch);
}

static ssize_t pitch_store(struct device *dev, struct device_attribute *attr,
			   const char *buf, size_t count)
{
	struct carillon_keyboard *keys = mdev_get_drvdata(mdev_from_dev(dev));
	unsigned int pitch;
	int ret;

	ret = kstrtouint(buf, 0, &pitch);
	if (ret)
		return ret;
	if (pitch < 4 || pitch > 20000)
		return -ERANGE;

	mutex_lock(&keys->lock);
	keys->pitch = pitch;
	mutex_unlock(&keys->lock);
	return count;
}
static DEVICE_ATTR_RW(pitch);

static struct attribute *carillon_keyboard_attrs[] = {
	&dev_attr_pitch.attr,
	NULL,
};

static const struct attribute_group carillon_keyboard_group = {
	.name = "vendor",
	.attrs = carillon_keyboard_attrs,
};

static const struct attribute_group *carillon_keyboard_groups[] = {
	&carillon_keyboard_group,
	NULL,
};

/* attributes of the tower */

static ssize_t playing_show(struct device *dev, struct device_attribute *attr,
			    char *buf)
{
	struct carillon_keyboard *keys;
	unsigned int all = 0, played = 0;

	mutex_lock(&carillon_lock);
	list_for_each_entry(keys, &carillon_keyboards, node) {
		all++;
		if (keys->players)
			played++;
	}
	mutex_unlock(&carillon_lock);

	return sprintf(buf, "%u of %u\n", played, all);
}
static DEVICE_ATTR_RO(playing);

static struct attribute *carillon_tower_attrs[] = {
	&dev_attr_playing.attr,
	NULL,
};

static const struct attribute_group carillon_tower_group = {
	.name = "tower",
	.attrs = carillon_tower_attrs,
};

static const struct attribute_group *carillon_tower_groups[] = {
	&carillon_tower_group,
	NULL,
};

/* types */

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
{
	return sprintf(buf, "keyboard of %u bells\n", carillon_bells(kobj));
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t available_instances_show(struct kobject *kobj,
					struct device *dev, char *buf)
{
	unsigned int left;

	mutex_lock(&carillon_lock);
	left = carillon_left / carillon_bells(kobj);
	mutex_unlock(&carillon_lock);

	return sprintf(buf, "%u\n", left);
}
static MDEV_TYPE_ATTR_RO(available_instances);

static ssize_t device_api_show(struct kobject *kobj, struct device *dev,
			       char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PLATFORM_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *carillon_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group carillon_type_grand = {
	.name = "grand",
	.attrs = carillon_type_attrs,
};

static struct attribute_group carillon_type_small = {
	.name = "small",
	.attrs = carillon_type_attrs,
};

static struct attribute_group *carillon_types[] = {
	&carillon_type_grand,
	&carillon_type_small,
	NULL,
};

static const struct mdev_parent_ops carillon_ops = {
	.owner			= THIS_MODULE,
	.dev_attr_groups	= carillon_tower_groups,
	.mdev_attr_groups	= carillon_keyboard_groups,
	.supported_type_groups	= carillon_types,
	.create			= carillon_create,
	.remove			= carillon_remove,
	.open			= carillon_open,
	.release		= carillon_release,
	.read			= carillon_read,
	.write			= carillon_write,
	.ioctl			= carillon_ioctl,
	.mmap			= carillon_mmap,
};

static int __init carillon_init(void)
{
	int ret;

	carillon_class = class_create(THIS_MODULE, CARILLON_NAME);
	if (IS_ERR(carillon_class))
		return PTR_ERR(carillon_class);

	carillon_tower = device_create(carillon_class, NULL, 0, NULL, "tower");
	if (IS_ERR(carillon_tower)) {
		ret = PTR_ERR(carillon_tower);
		goto err_class;
	}

	ret = mdev_register_device(carillon_tower, &carillon_ops);
	if (ret)
		goto err_tower;

	pr_info("carillon: %u bells\n", CARILLON_BELLS);
	return 0;

err_tower:
	device_unregister(carillon_tower);
err_class:
	class_destroy(carillon_class);
	return ret;
}

static void __exit carillon_exit(void)
{
	mdev_unregister_device(carillon_tower);
	device_unregister(carillon_tower);
	class_destroy(carillon_class);
	pr_info("carillon: silent\n");
}

module_init(carillon_init)
module_exit(carillon_exit)

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated bells");
