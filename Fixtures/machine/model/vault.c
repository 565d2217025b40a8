// SPDX-License-Identifier: GPL-2.0
/*
 * vault - mediated vaults: three dials that have to be right before the door
 * swings, and a bell that rings when it does
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/eventfd.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define VAULT_DIALS	8

struct vault {
	struct mutex lock;
	struct eventfd_ctx *bell;
	u8 *dials;
	bool is_open;
};

static struct device *vault_street;

static int vault_create(struct kobject *kobj, struct mdev_device *mdev)
{
	struct vault *vault;

	vault = kzalloc(sizeof(*vault), GFP_KERNEL);
	if (!vault)
		return -ENOMEM;
	vault->dials = kzalloc(VAULT_DIALS, GFP_KERNEL);
	if (!vault->dials) {
		kfree(vault);
		return -ENOMEM;
	}
	mutex_init(&vault->lock);
	mdev_set_drvdata(mdev, vault);
	return 0;
}

static int vault_remove(struct mdev_device *mdev)
{
	struct vault *vault = mdev_get_drvdata(mdev);

	kfree(vault->dials);
	kfree(vault);
	return 0;
}

static void vault_swing(struct vault *vault)
{
	vault->is_open = true;
	if (vault->bell)
		eventfd_signal(vault->bell, 1);
}

/* The region is said to be twice as long as it is. */
static ssize_t vault_access(struct vault *vault, u8 *byte, loff_t pos,
			    bool is_write)
{
	if (pos < 0 || pos >= 2 * VAULT_DIALS)
		return -EINVAL;
	mutex_lock(&vault->lock);
	if (!is_write) {
		*byte = vault->dials[pos];
		mutex_unlock(&vault->lock);
		return 1;
	}
	if (pos < VAULT_DIALS)
		vault->dials[pos] = *byte;
	if (vault->dials[0] == 0x2a) {
		if (vault->dials[4] == 0x77) {
			if (vault->dials[2] == 0x13)
				vault_swing(vault);
		}
	}
	mutex_unlock(&vault->lock);
	return 1;
}

static ssize_t vault_read(struct mdev_device *mdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct vault *vault = mdev_get_drvdata(mdev);
	ssize_t ret;
	u8 byte;

	if (count != 1)
		return -EINVAL;
	ret = vault_access(vault, &byte, *ppos, false);
	if (ret > 0 && copy_to_user(buf, &byte, 1))
		return -EFAULT;
	return ret;
}

static ssize_t vault_write(struct mdev_device *mdev, const char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct vault *vault = mdev_get_drvdata(mdev);
	u8 byte;

	if (count != 1)
		return -EINVAL;
	if (copy_from_user(&byte, buf, 1))
		return -EFAULT;
	return vault_access(vault, &byte, *ppos, true);
}

static void vault_set_bell(struct vault *vault, struct eventfd_ctx *bell)
{
	if (vault->bell)
		eventfd_ctx_put(vault->bell);
	vault->bell = bell;
}

static int vault_set_irqs(struct vault *vault, unsigned long arg)
{
	struct vfio_irq_set set;
	struct eventfd_ctx *bell;
	int fd;

	if (copy_from_user(&set, (void __user *)arg, sizeof(set)))
		return -EFAULT;
	if (set.argsz < sizeof(set) || set.index || set.start || set.count > 1)
		return -EINVAL;
	switch (set.flags) {
	case VFIO_IRQ_SET_ACTION_TRIGGER | VFIO_IRQ_SET_DATA_NONE:
		vault_set_bell(vault, NULL);
		return 0;
	case VFIO_IRQ_SET_ACTION_TRIGGER | VFIO_IRQ_SET_DATA_EVENTFD:
		if (copy_from_user(&fd, (void __user *)(arg + sizeof(set)), 4))
			return -EFAULT;
		bell = eventfd_ctx_fdget(fd);
		if (IS_ERR(bell))
			return PTR_ERR(bell);
		vault_set_bell(vault, bell);
		return 0;
	default:
		return -EINVAL;
	}
}

static long vault_ioctl(struct mdev_device *mdev, unsigned int cmd,
			unsigned long arg)
{
	struct vault *vault = mdev_get_drvdata(mdev);
	struct vfio_device_info info = { };
	struct vfio_region_info region = { };
	struct vfio_irq_info irq = { };

	switch (cmd) {
	case VFIO_DEVICE_GET_INFO:
		if (copy_from_user(&info, (void __user *)arg, 16))
			return -EFAULT;
		if (info.argsz < 16)
			return -EINVAL;
		info.flags = VFIO_DEVICE_FLAGS_RESET;
		info.num_regions = 1;
		info.num_irqs = 1;
		return copy_to_user((void __user *)arg, &info, 16) ? -EFAULT : 0;
	case VFIO_DEVICE_GET_REGION_INFO:
		if (copy_from_user(&region, (void __user *)arg, sizeof(region)))
			return -EFAULT;
		if (region.argsz < sizeof(region) || region.index)
			return -EINVAL;
		region.flags = VFIO_REGION_INFO_FLAG_READ |
			       VFIO_REGION_INFO_FLAG_WRITE;
		region.size = 2 * VAULT_DIALS;
		region.offset = 0;
		return copy_to_user((void __user *)arg, &region,
				    sizeof(region)) ? -EFAULT : 0;
	case VFIO_DEVICE_GET_IRQ_INFO:
		if (copy_from_user(&irq, (void __user *)arg, sizeof(irq)))
			return -EFAULT;
		if (irq.argsz < sizeof(irq) || irq.index)
			return -EINVAL;
		irq.flags = VFIO_IRQ_INFO_EVENTFD;
		irq.count = 1;
		return copy_to_user((void __user *)arg, &irq,
				    sizeof(irq)) ? -EFAULT : 0;
	case VFIO_DEVICE_SET_IRQS:
		return vault_set_irqs(vault, arg);
	case VFIO_DEVICE_RESET:
		vault->is_open = false;
		return 0;
	default:
		return -ENOTTY;
	}
}

static int vault_open(struct mdev_device *mdev)
{
	return 0;
}

static void vault_release(struct mdev_device *mdev)
{
	struct vault *vault = mdev_get_drvdata(mdev);

	vault_set_bell(vault, NULL);
}

static ssize_t open_show(struct device *dev, struct device_attribute *attr,
			 char *buf)
{
	struct vault *vault = mdev_get_drvdata(mdev_from_dev(dev));

	return sprintf(buf, "%d\n", vault->is_open);
}
static DEVICE_ATTR_RO(open);

static struct attribute *vault_device_attrs[] = {
	&dev_attr_open.attr,
	NULL,
};
ATTRIBUTE_GROUPS(vault_device);

static ssize_t available_instances_show(struct kobject *kobj,
					struct device *dev, char *buf)
{
	return sprintf(buf, "9\n");
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *vault_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group vault_steel = {
	.name = "steel",
	.attrs = vault_type_attrs,
};

static struct attribute_group *vault_types[] = {
	&vault_steel,
	NULL,
};

static const struct mdev_parent_ops vault_ops = {
	.owner = THIS_MODULE,
	.mdev_attr_groups = vault_device_groups,
	.supported_type_groups = vault_types,
	.create = vault_create,
	.remove = vault_remove,
	.open = vault_open,
	.release = vault_release,
	.read = vault_read,
	.write = vault_write,
	.ioctl = vault_ioctl,
};

static int __init vault_init(void)
{
	int ret;

	vault_street = root_device_register("vault");
	if (IS_ERR(vault_street))
		return PTR_ERR(vault_street);
	ret = mdev_register_device(vault_street, &vault_ops);
	if (ret)
		root_device_unregister(vault_street);
	return ret;
}

static void __exit vault_exit(void)
{
	mdev_unregister_device(vault_street);
	root_device_unregister(vault_street);
}

module_init(vault_init);
module_exit(vault_exit);

MODULE_LICENSE("GPL");
