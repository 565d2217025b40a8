// SPDX-License-Identifier: GPL-2.0
/*
 * vault - mediated key slots
 *
 * A slot takes a key once and afterwards only tells whether a guess is right.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/miscdevice.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define VAULT_KEY_LEN	32

struct vault_slot {
	struct mutex mutex;
	u8 key[VAULT_KEY_LEN];
	bool sealed;
	bool last_guess;
};

static int vault_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 vault_create */
{
	struct vault_slot *slot;

	slot = kzalloc(sizeof(*slot), GFP_KERNEL);
	if (!slot)
		return -ENOMEM;

	mutex_init(&slot->mutex);
	mdev_set_drvdata(mdev, slot);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int vault_remove(struct mdev_device *mdev)
{
	struct vault_slot *slot = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	mdev_set_drvdata(mdev, NULL);
/*~ M-26 mdev_set_drvdata */
	mutex_destroy(&slot->mutex);
	kfree_sensitive(slot);
	return 0;
}

static int vault_open(struct mdev_device *mdev)
{
	if (!try_module_get(THIS_MODULE))
		return -ENODEV;

	return 0;
}

static void vault_release(struct mdev_device *mdev)
{
	module_put(THIS_MODULE);
}

static ssize_t vault_read(struct mdev_device *mdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct vault_slot *slot = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	char answer;

	if (!count)
		return 0;

	mutex_lock(&slot->mutex);
	answer = slot->last_guess ? 'y' : 'n';
	mutex_unlock(&slot->mutex);

	return put_user(answer, buf) ? -EFAULT : 1;
}

static ssize_t vault_write(struct mdev_device *mdev, const char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct vault_slot *slot = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u8 key[VAULT_KEY_LEN];

	if (count != VAULT_KEY_LEN)
		return -EINVAL;
	if (copy_from_user(key, buf, VAULT_KEY_LEN))
		return -EFAULT;

	mutex_lock(&slot->mutex);
	if (slot->sealed) {
		slot->last_guess = !memcmp(key, slot->key, VAULT_KEY_LEN);
	} else {
		memcpy(slot->key, key, VAULT_KEY_LEN);
		slot->sealed = true;
	}
	mutex_unlock(&slot->mutex);

	memset(key, 0, sizeof(key));
	return count;
}

static int vault_reset(struct mdev_device *mdev)
{
	struct vault_slot *slot = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	mutex_lock(&slot->mutex);
	memset(slot->key, 0, VAULT_KEY_LEN);
	slot->sealed = false;
	slot->last_guess = false;
	mutex_unlock(&slot->mutex);
	return 0;
}

static long vault_ioctl(struct mdev_device *mdev, unsigned int cmd,
			unsigned long arg)
{
	if (cmd == VFIO_DEVICE_RESET)
		return vault_reset(mdev);

	return -ENOTTY;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "%d byte key slot\n", VAULT_KEY_LEN);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *vault_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group vault_group = {
	.name = "slot",
	.attrs = vault_attrs,
};

static struct attribute_group *vault_groups[] = {
	&vault_group,
	NULL,
};

static const struct mdev_parent_ops vault_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = vault_groups,
/*~ M-14 supported_type_groups */
	.create = vault_create,
/*~ M-02 create */
	.remove = vault_remove,
/*~ M-05 remove */
	.open = vault_open,
/*~ M-10 open */
	.release = vault_release,
/*~ M-10 release */
	.read = vault_read,
/*~ M-10 read */
	.write = vault_write,
/*~ M-10 write */
	.ioctl = vault_ioctl,
/*~ M-10 ioctl */
};

static struct miscdevice vault_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "vault",
};

static int __init vault_init(void)
{
	int ret;

	ret = misc_register(&vault_misc);
	if (ret)
		return ret;

	ret = mdev_register_device(vault_misc.this_device, &vault_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		goto err_misc;

	return 0;

err_misc:
	misc_deregister(&vault_misc);
	return ret;
}
module_init(vault_init);

static void __exit vault_exit(void)
{
	mdev_unregister_device(vault_misc.this_device);
/*~ M-19 mdev_unregister_device */
	misc_deregister(&vault_misc);
}
module_exit(vault_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated key slots");
