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
	struct vfio_device vdev;
	struct mutex mutex;
	u8 key[VAULT_KEY_LEN];
	bool sealed;
	bool last_guess;
};

static const struct vfio_device_ops vault_dev_ops;
static void vault_release_state(struct vault_slot *slot);

static int vault_probe(struct mdev_device *mdev)
{
	struct vault_slot *slot;
	int ret;

	slot = kzalloc(sizeof(*slot), GFP_KERNEL);
	if (!slot)
		return -ENOMEM;

	vfio_init_group_dev(&slot->vdev, &mdev->dev, &vault_dev_ops);

	mutex_init(&slot->mutex);
	dev_set_drvdata(&mdev->dev, slot);

	ret = vfio_register_group_dev(&slot->vdev);
	if (ret) {
		vault_release_state(slot);
		return ret;
	}

	return 0;
}

static void vault_release_state(struct vault_slot *slot)
{
	mutex_destroy(&slot->mutex);
	kfree_sensitive(slot);
}

static void vault_remove(struct mdev_device *mdev)
{
	struct vault_slot *slot = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&slot->vdev);
	vault_release_state(slot);
}

static int vault_open(struct vfio_device *vdev)
{
	if (!try_module_get(THIS_MODULE))
		return -ENODEV;

	return 0;
}

static void vault_release(struct vfio_device *vdev)
{
	module_put(THIS_MODULE);
}

static ssize_t vault_read(struct vfio_device *vdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct vault_slot *slot = container_of(vdev, struct vault_slot, vdev);
	char answer;

	if (!count)
		return 0;

	mutex_lock(&slot->mutex);
	answer = slot->last_guess ? 'y' : 'n';
	mutex_unlock(&slot->mutex);

	return put_user(answer, buf) ? -EFAULT : 1;
}

static ssize_t vault_write(struct vfio_device *vdev, const char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct vault_slot *slot = container_of(vdev, struct vault_slot, vdev);
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

static int vault_reset(struct vault_slot *slot)
{
	mutex_lock(&slot->mutex);
	memset(slot->key, 0, VAULT_KEY_LEN);
	slot->sealed = false;
	slot->last_guess = false;
	mutex_unlock(&slot->mutex);
	return 0;
}

static long vault_ioctl(struct vfio_device *vdev, unsigned int cmd,
			unsigned long arg)
{
	struct vault_slot *slot = container_of(vdev, struct vault_slot, vdev);

	if (cmd == VFIO_DEVICE_RESET)
		return vault_reset(slot);

	return -ENOTTY;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
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

static const struct vfio_device_ops vault_dev_ops = {
	.name = "vfio-vault",
	.open = vault_open,
	.release = vault_release,
	.read = vault_read,
	.write = vault_write,
	.ioctl = vault_ioctl,
};

static struct mdev_driver vault_driver = {
	.driver = {
		.name = "vault",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = vault_probe,
	.remove = vault_remove,
	.supported_type_groups = vault_groups,
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

	ret = mdev_register_driver(&vault_driver);
	if (ret)
		goto err_misc;

	ret = mdev_register_device(vault_misc.this_device, &vault_driver);
	if (ret)
		goto err_mdev_driver;

	return 0;

err_mdev_driver:
	mdev_unregister_driver(&vault_driver);
err_misc:
	misc_deregister(&vault_misc);
	return ret;
}
module_init(vault_init);

static void __exit vault_exit(void)
{
	mdev_unregister_device(vault_misc.this_device);
	mdev_unregister_driver(&vault_driver);
	misc_deregister(&vault_misc);
}
module_exit(vault_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated key slots");
